// SPDX-License-Identifier: Apache-2.0
#include "core/options.h"

#include "support.h"

namespace swapbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Everything {
  bool flag = false;
  int count = 3;
  int64_t big = -1;
  uint64_t seed = 1;
  double rate = .5;
  std::string mode = "slow";
  Spec net{"meso4", {}};
  std::vector<int> sizes = {64, 128};
  std::vector<double> weights;
  std::vector<std::string> names = {"a"};
  std::vector<Spec> swaps;

  template <class V>
  void Describe(V& v) {
    v("flag", flag, "a switch");
    v("count", count, "how many", Between{1, 10});
    v("big", big, "any");
    v("seed", seed, "names the streams");
    v("rate", rate, "share", Between{0, 1});
    v("mode", mode, "pace", OneOf{{"slow", "fast"}});
    v("net", net, "the network");
    v("sizes", sizes, "sides, pixels", Between{16, 1024});
    v("weights", weights, "any numbers");
    v("names", names, "any texts");
    v("swaps", swaps, "methods");
  }
};

Everything Read(const std::string& args) {
  return ReadOptions<Everything>(Spec::Parse("x:" + args));
}

TEST(Options, DefaultsStandWhereNothingIsGiven) {
  const Everything options = Read("");
  EXPECT_EQ(options.count, 3);
  EXPECT_EQ(options.mode, "slow");
  EXPECT_THAT(options.sizes, ElementsAre(64, 128));
}

TEST(Options, EveryTypeIsRead) {
  const Everything options = Read(
      "flag=true,count=7,big=-5000000000,seed=18446744073709551615,rate=1e-3,mode=fast,"
      "net=[xception:size=299],sizes=[16,32],weights=[.5,-1,inf],names=[a,[b,c],],"
      "swaps=[paste,[self_blend:size=3,jitter=0]]");
  EXPECT_TRUE(options.flag);
  EXPECT_EQ(options.count, 7);
  EXPECT_EQ(options.big, -5000000000);
  EXPECT_EQ(options.seed, UINT64_MAX);
  EXPECT_EQ(options.rate, 1e-3);
  EXPECT_EQ(options.mode, "fast");
  EXPECT_EQ(options.net, Spec::Parse("xception:size=299"));
  EXPECT_THAT(options.sizes, ElementsAre(16, 32));
  EXPECT_THAT(options.weights, ElementsAre(.5, -1, std::numeric_limits<double>::infinity()));
  EXPECT_THAT(options.names, ElementsAre("a", "b,c", ""));
  EXPECT_THAT(options.swaps,
              ElementsAre(Spec::Parse("paste"), Spec::Parse("self_blend:jitter=0,size=3")));
}

TEST(Options, TheCanonicalSpecNamesEveryOptionAndReadsBackAsItself) {
  Everything options;
  options.seed = UINT64_MAX;
  options.rate = .1;
  options.names = {"", "a,b", "[x]", " spaced "};
  options.swaps = {Spec::Parse("self_blend:size=3,jitter=[a,b]"), Spec::Parse("paste")};
  options.net = Spec::Parse("network:backend=[torch:threads=1,layout=nhwc]");
  const Spec spec = CanonicalSpec("x", options);
  EXPECT_EQ(spec.args.size(), 11U);
  const Everything back = ReadOptions<Everything>(Spec::Parse(spec.ToString()));
  EXPECT_EQ(back.names, options.names);
  EXPECT_EQ(back.swaps, options.swaps);
  EXPECT_EQ(back.net, options.net);
  EXPECT_EQ(CanonicalSpec("x", back), spec);
}

TEST(Options, OneEmptyTextIsNotAnEmptyList) {
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{}, std::vector<std::string>{""}, {"", ""}, {"[]"}, {"a", ""}}) {
    Everything options;
    options.names = names;
    const Spec spec = Spec::Parse(CanonicalSpec("x", options).ToString());
    EXPECT_EQ(ReadOptions<Everything>(spec).names, names) << spec.ToString();
  }
}

TEST(Options, AnUnknownKeyIsRefusedWithTheNearestName) {
  EXPECT_THAT(ErrorOf([] { Read("cuont=3"); }),
              testing::AllOf(HasSubstr("In the spec 'x:cuont=3'"), HasSubstr("unknown key 'cuont'"),
                             HasSubstr("did you mean 'count'?")));
}

TEST(Options, ValuesOutsideTheirTypeOrRangeAreRefusedByName) {
  for (const char* args : {"count=0", "count=11", "count=2.5", "count=", "count=99999999999",
                           "big=x", "seed=-1", "seed=18446744073709551616", "rate=1.1", "rate=nan",
                           "rate=half", "mode=quick", "flag=maybe", "sizes=[64,8]", "sizes=[64,]",
                           "weights=[1;2]", "net=[:a=1]", "swaps=[[a:b]]"}) {
    const std::string message = ErrorOf([&] { Read(args); });
    const std::string key(args, std::string_view(args).find('='));
    EXPECT_THAT(message, HasSubstr("option '" + key + "'")) << args;
  }
}

TEST(Options, ARecipeMayRepeatAListKeyOrSeparateByCommas) {
  const auto read = [](const OptionValues& values) {
    return ReadOptions<Everything>(values, "In a.ini");
  };
  EXPECT_THAT(read({{"sizes", {"16, 32"}}}).sizes, ElementsAre(16, 32));
  EXPECT_THAT(read({{"sizes", {"16", "32,64"}}}).sizes, ElementsAre(16, 32, 64));
  EXPECT_THAT(read({{"swaps", {"self_blend:size=3,jitter=0", "paste"}}}).swaps,
              ElementsAre(Spec::Parse("self_blend:size=3,jitter=0"), Spec::Parse("paste")));
  EXPECT_THAT(read({{"swaps", {"[self_blend:size=3,paste]"}}}).swaps,
              ElementsAre(Spec::Parse("self_blend:size=3"), Spec::Parse("paste")));
}

struct Sentences {
  std::vector<std::string> defects;

  template <class V>
  void Describe(V& v) {
    v("defects", defects, "what a user must know", Whole{});
  }
};

TEST(Options, AWholeItemKeepsItsCommas) {
  const auto read = [](const std::vector<std::string>& texts) {
    return ReadOptions<Sentences>({{"defects", texts}}, "In a.ini").defects;
  };
  EXPECT_THAT(read({"blurred, mostly", "small"}), ElementsAre("blurred, mostly", "small"));
  EXPECT_THAT(read({"[blurred,small]"}), ElementsAre("blurred", "small"));
  EXPECT_THAT(read({"[[blurred, mostly],small]"}), ElementsAre("blurred, mostly", "small"));
  EXPECT_THAT(read({"see [3], and [4]"}), ElementsAre("see [3], and [4]"));
  EXPECT_THAT(read({""}), ElementsAre());
  EXPECT_EQ(DescribeOptions<Sentences>().front().allowed, "one a key, commas and all");
}

TEST(Options, WholeItemsReadBackFromTheCanonicalSpec) {
  for (const std::vector<std::string>& defects : {std::vector<std::string>{},
                                                  std::vector<std::string>{""},
                                                  {"a, b"},
                                                  {"a"},
                                                  {"[a]"},
                                                  {"a, b", "c", "[d], e"}}) {
    const Spec spec = Spec::Parse(CanonicalSpec("x", Sentences{defects}).ToString());
    EXPECT_EQ(ReadOptions<Sentences>(spec).defects, defects) << spec.ToString();
  }
}

TEST(Options, AChoiceIsNamedOnce) {
  EXPECT_EQ(ErrorOf([] { Read("mode=quick"); }),
            "In the spec 'x:mode=quick': option 'mode': 'quick' is not one of slow, fast.");
  EXPECT_THAT(ErrorOf([] { Read("mode=fsat"); }),
              HasSubstr("is not one of slow, fast (did you mean 'fast'?)."));
}

TEST(Options, AScalarKeyThatIsRepeatedIsRefused) {
  EXPECT_THAT(ErrorOf([] {
                ReadOptions<Everything>({{"count", {"1", "2"}}}, "In a.ini, section [x]");
              }),
              testing::AllOf(HasSubstr("In a.ini, section [x]"), HasSubstr("'count'"),
                             HasSubstr("2 times")));
}

TEST(Options, HelpNamesTypeDefaultAndAllowedValues) {
  const std::vector<OptionInfo> infos = DescribeOptions<Everything>();
  ASSERT_EQ(infos.size(), 11U);
  EXPECT_EQ(infos[1].key, "count");
  EXPECT_EQ(infos[1].type, "integer");
  EXPECT_EQ(infos[1].default_value, "3");
  EXPECT_EQ(infos[1].allowed, "1 to 10");
  EXPECT_EQ(infos[5].allowed, "slow|fast");
  EXPECT_EQ(infos[7].type, "list of integer");
  EXPECT_EQ(infos[7].default_value, "[64,128]");
}

}  // namespace
}  // namespace swapbench
