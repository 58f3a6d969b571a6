// SPDX-License-Identifier: Apache-2.0
/// LibTorch, once: the precompiled header of every Torch file, and the only home of differences
/// between 1.13 and 2.x. Included by .cc files of nets, train and backend only (and headers that
/// only they include).
#pragma once

#include <torch/torch.h>

#ifdef Check
#undef Check
#endif
