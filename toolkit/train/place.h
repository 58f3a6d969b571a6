// SPDX-License-Identifier: Apache-2.0
/// Where a process stands among those that train one network together.
#pragma once

#include <string>

namespace swapbench {

struct Place {
  int rank = 0, ranks = 1;
  int ranks_here = 1;              // of them on this machine
  std::string host = "127.0.0.1";  // where rank 0 can be reached
  int port = 29500;
  bool store_is_there = false;  // the launcher itself keeps what rank 0 would: torchrun does

  bool alone() const { return ranks == 1; }
  bool leads() const { return rank == 0; }
};

/// As a launcher says it in the environment: torchrun (RANK, WORLD_SIZE), Open MPI's mpirun
/// (OMPI_COMM_WORLD_RANK, ..._SIZE), Slurm's srun (SLURM_PROCID, SLURM_NTASKS) or MPICH's mpirun
/// (PMI_RANK, PMI_SIZE); MASTER_ADDR and MASTER_PORT with any of them. Throws Error where there is
/// no launcher, or what it says is no place.
Place PlaceAmongRanks();

/// [begin, end) of `count` rows: what this rank takes.
struct Part {
  size_t begin, end;
};
Part PartOf(size_t count, const Place& place);

}  // namespace swapbench
