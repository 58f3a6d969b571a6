// SPDX-License-Identifier: Apache-2.0
#include "train/place.h"

#include <array>
#include <cstdlib>
#include <optional>

#include "core/error.h"
#include "core/text.h"

namespace swapbench {
namespace {

/// Of one launcher. How many ranks stand on this machine is not told by every one.
struct Names {
  const char *launcher, *rank, *ranks, *ranks_here;
};
constexpr std::array<Names, 4> kLaunchers = {
    {{"torchrun", "RANK", "WORLD_SIZE", "LOCAL_WORLD_SIZE"},
     {"mpirun", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_SIZE"},
     {"srun", "SLURM_PROCID", "SLURM_NTASKS", "SLURM_NTASKS_PER_NODE"},
     {"mpirun", "PMI_RANK", "PMI_SIZE", "MPI_LOCALNRANKS"}}};

std::optional<std::string> Variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) return {};
  return value;
}

int Number(const std::string& name, const std::string& text, int least, int most) {
  const auto value = ParseDouble(text);
  Check(value && *value == static_cast<int>(*value) && *value >= least && *value <= most,
        "The environment says ", name, "=", text, "; a whole number from ", least, " to ", most,
        " was expected.");
  return static_cast<int>(*value);
}

}  // namespace

Place PlaceAmongRanks() {
  constexpr int kMost = 4096;
  for (const Names& names : kLaunchers) {
    const auto rank = Variable(names.rank), ranks = Variable(names.ranks);
    if (!rank || !ranks) continue;
    Place place;
    place.ranks = Number(names.ranks, *ranks, 1, kMost);
    place.rank = Number(names.rank, *rank, 0, place.ranks - 1);
    place.ranks_here = place.ranks;
    if (const auto here = Variable(names.ranks_here))
      place.ranks_here = Number(names.ranks_here, *here, 1, place.ranks);
    if (const auto host = Variable("MASTER_ADDR")) place.host = *host;
    if (const auto port = Variable("MASTER_PORT"))
      place.port = Number("MASTER_PORT", *port, 1, 65535);
    place.store_is_there = Variable("TORCHELASTIC_USE_AGENT_STORE") == "True";
    return place;
  }
  Fail(
      "distributed=true needs a launcher that says which rank this is: torchrun --no_python, "
      "mpirun "
      "or srun; its environment has neither RANK and WORLD_SIZE nor their like.");
}

Part PartOf(size_t count, const Place& place) {
  const auto rank = static_cast<size_t>(place.rank), ranks = static_cast<size_t>(place.ranks);
  return {count * rank / ranks, count * (rank + 1) / ranks};
}

}  // namespace swapbench
