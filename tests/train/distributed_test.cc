// SPDX-License-Identifier: Apache-2.0
// Several processes that train one network.
#if SWAPBENCH_WITH_TORCH
#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <thread>

#include "core/file.h"
#include "core/interrupt.h"
#include "nets/model.h"
#include "nets/safetensors.h"
#include "train/place.h"
#include "train/toy.h"

namespace swapbench {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

/// What this process's environment says while it lives.
class Environment {
 public:
  explicit Environment(std::vector<std::pair<std::string, std::string>> variables) {
    for (const auto& [name, value] : variables) {
      names_.push_back(name);
      setenv(name.c_str(), value.c_str(), 1);
    }
  }
  ~Environment() {
    for (const std::string& name : names_) unsetenv(name.c_str());
  }

 private:
  std::vector<std::string> names_;
};

TEST(PlaceTest, IsWhatTheLauncherSays) {
  {
    const Environment torchrun({{"RANK", "3"},
                                {"WORLD_SIZE", "4"},
                                {"LOCAL_WORLD_SIZE", "2"},
                                {"MASTER_ADDR", "node7"},
                                {"MASTER_PORT", "4242"},
                                {"TORCHELASTIC_USE_AGENT_STORE", "True"}});
    const Place place = PlaceAmongRanks();
    EXPECT_EQ(std::tuple(place.rank, place.ranks, place.ranks_here), std::tuple(3, 4, 2));
    EXPECT_EQ(place.host, "node7");
    EXPECT_EQ(place.port, 4242);
    EXPECT_TRUE(place.store_is_there);
    EXPECT_FALSE(place.leads());
  }
  {
    const Environment slurm({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "8"}});
    const Place place = PlaceAmongRanks();
    EXPECT_EQ(std::tuple(place.rank, place.ranks, place.ranks_here), std::tuple(0, 8, 8));
    EXPECT_EQ(place.host, "127.0.0.1");
    EXPECT_FALSE(place.store_is_there);
    EXPECT_TRUE(place.leads());
  }
  const Environment mpirun({{"OMPI_COMM_WORLD_RANK", "1"}, {"OMPI_COMM_WORLD_SIZE", "2"}});
  EXPECT_EQ(PlaceAmongRanks().rank, 1);
}

TEST(PlaceTest, ANonsensicalEnvironmentIsRefused) {
  EXPECT_THAT(ErrorOf([] { PlaceAmongRanks(); }), HasSubstr("torchrun --no_python"));
  const Environment beyond({{"RANK", "2"}, {"WORLD_SIZE", "2"}});
  EXPECT_THAT(ErrorOf([] { PlaceAmongRanks(); }), HasSubstr("RANK=2"));
  const Environment port({{"RANK", "0"}, {"MASTER_PORT", "http"}});
  EXPECT_THAT(ErrorOf([] { PlaceAmongRanks(); }), HasSubstr("MASTER_PORT=http"));
}

TEST(PlaceTest, PartsCoverAllRowsOnce) {
  for (const size_t count : {0, 1, 7, 64})
    for (const int ranks : {1, 2, 3, 8}) {
      size_t next = 0;
      for (int rank = 0; rank < ranks; ++rank) {
        const auto [begin, end] = PartOf(count, {.rank = rank, .ranks = ranks});
        EXPECT_EQ(begin, next);
        next = end;
      }
      EXPECT_EQ(next, count);
    }
}

int FreePort() {
  const int handle = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  bind(handle, reinterpret_cast<sockaddr*>(&address), size);
  getsockname(handle, reinterpret_cast<sockaddr*>(&address), &size);
  close(handle);
  return ntohs(address.sin_port);
}

/// `ranks` processes that train into one folder; what an error said stands in FOLDER.rank<N>.
class Together {
 public:
  Together(int ranks, const Dataset& dataset, const Spec& network, TrainOptions options,
           const fs::path& folder) {
    options.distributed = true;
    const std::string port = ToText(FreePort());
    for (int rank = 0; rank < ranks; ++rank) {
      const pid_t child = fork();
      if (child == 0) Be(rank, ranks, port, dataset, network, options, folder);
      children_.push_back(child);
    }
  }
  ~Together() {
    for (const pid_t child : children_) kill(child, SIGKILL);
  }
  void Kill(size_t rank, int signal) const { kill(children_[rank], signal); }
  /// The exit status; -1 where a signal ended it.
  int Wait(size_t rank) const {
    int status = 0;
    waitpid(children_[rank], &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  [[noreturn]] static void Be(int rank, int ranks, const std::string& port, const Dataset& dataset,
                              const Spec& network, const TrainOptions& options,
                              const fs::path& folder) {
    const Environment environment(
        {{"RANK", ToText(rank)}, {"WORLD_SIZE", ToText(ranks)}, {"MASTER_PORT", port}});
    CatchStopSignals();
    try {
      TrainModel(dataset, "fingerprint", network, options, folder);
      _exit(0);
    } catch (const Interrupted&) {
      _exit(75);
    } catch (const std::exception& error) {
      PublishFile(folder.string() + ".rank" + ToText(rank), error.what());
      _exit(2);
    }
  }
  std::vector<pid_t> children_;
};

TrainOptions QuickDescent(int epochs) {
  TrainOptions options = QuickOptions();
  options.epochs = epochs;
  options.optimiser = Spec::Parse("sgd");
  options.learning_rate = 1e-2;
  return options;
}

double LargestDifference(const fs::path& a, const fs::path& b) {
  const TensorFile one = ReadSafetensors(a / "weights.safetensors"),
                   other = ReadSafetensors(b / "weights.safetensors");
  double largest = 0;
  for (const NamedTensor& tensor : one.tensors) {
    const std::vector<float>& values = other.At(tensor.name).values;
    for (size_t i = 0; i < values.size(); ++i)
      largest = std::max<double>(largest, std::abs(values[i] - tensor.values[i]));
  }
  return largest;
}

/// Dropout draws for each rank apart, so neither has any.
struct Kind {
  std::string network;
  int epochs;
  double tolerance;
  friend std::ostream& operator<<(std::ostream& out, const Kind& k) { return out << k.network; }
};

class TwoRanks : public testing::TestWithParam<Kind> {};

TEST_P(TwoRanks, LearnWhatOneLearns) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {32, 8, 2});
  const Spec network = Spec::Parse(GetParam().network);
  const TrainOptions options = QuickDescent(GetParam().epochs);
  {
    const Together two(2, dataset, network, options, folder / "two");
    EXPECT_EQ(two.Wait(0), 0);
    EXPECT_EQ(two.Wait(1), 0);
  }
  TrainModel(dataset, "fingerprint", network, options, folder / "one");
  EXPECT_LT(LargestDifference(folder / "one", folder / "two"), GetParam().tolerance);
  TrainOptions none = options;
  none.learning_rate = 0;  // what the tolerance is to be compared with
  TrainModel(dataset, "fingerprint", network, none, folder / "none");
  EXPECT_GT(LargestDifference(folder / "one", folder / "none"), 1e-3);
  EXPECT_THAT(ReadModel(folder / "two").info.ledger, HasSubstr("\"ranks\":2"));
}

INSTANTIATE_TEST_SUITE_P(Networks, TwoRanks,
                         // 32 reals, 8 a step beside their fakes, or 16 alone: 20 steps
                         testing::Values(Kind{"vit:depth=1,size=32", 5, 1e-6},
                                         Kind{"autoencoder:depth=1,size=32,width=8", 10, 1e-4}),
                         [](const auto& test) {
                           return test.param.network.substr(0, test.param.network.find(':'));
                         });

/// Whether there is one within a minute.
bool HasCheckpoint(const fs::path& folder) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!fs::exists(folder / "checkpoint" / "state.safetensors")) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

TrainOptions Long() {
  TrainOptions options = QuickDescent(3000);
  options.checkpoint_steps = 3;
  return options;
}

TEST(DistributedTest, WhenARankDiesTheOthersSaySoWithinAMinute) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {32, 8, 2});
  const Together two(2, dataset, kQuickNetwork, Long(), folder / "model");
  ASSERT_TRUE(HasCheckpoint(folder / "model"));
  const auto begin = std::chrono::steady_clock::now();
  two.Kill(1, SIGKILL);
  EXPECT_EQ(two.Wait(1), -1);
  EXPECT_EQ(two.Wait(0), 2);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::minutes(1));
  EXPECT_THAT(ReadFile(folder / "model.rank0"), HasSubstr("Rank 0 of 2 lost the others"));
}

TEST(DistributedTest, AStopThatOneRankHearsOfStopsAll) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {32, 8, 2});
  const Together two(2, dataset, kQuickNetwork, Long(), folder / "model");
  ASSERT_TRUE(HasCheckpoint(folder / "model"));
  two.Kill(1, SIGTERM);
  EXPECT_EQ(two.Wait(1), 75);
  EXPECT_EQ(two.Wait(0), 75);
  EXPECT_TRUE(fs::exists(folder / "model" / "checkpoint" / "state.safetensors"));
  EXPECT_FALSE(fs::exists(folder / "model" / "model.ini"));
}

TEST(DistributedTest, ABatchThatCannotBeSharedIsRefused) {
  const TemporaryFolder folder;
  const ToyDataset dataset(Toy::kChequered, {32, 8, 2});
  const Environment environment({{"RANK", "0"}, {"WORLD_SIZE", "3"}});
  TrainOptions options = QuickDescent(1);
  options.distributed = true;
  EXPECT_THAT(ErrorOf([&] { TrainModel(dataset, "f", kQuickNetwork, options, folder / "model"); }),
              HasSubstr("A batch of 16 rows cannot be shared equally by 3 ranks"));
}

}  // namespace
}  // namespace swapbench
#endif
