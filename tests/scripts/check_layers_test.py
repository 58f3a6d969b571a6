#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The layer check finds every kind of breach that is planted, and nothing in a clean tree."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import check_layers  # noqa: E402

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


class CheckLayers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.plant("image/stable.h", "// stable: resize warpAffine\n// stable: GaussianBlur\n")

    def plant(self, name, text):
        path = self.root / "toolkit" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if name.endswith(".txt") else SPDX + text)

    def breaches(self):
        return check_layers.Checker(self.root).run()

    def assert_found(self, place, *words):
        found = self.breaches()
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"toolkit/{place}: "), found[0])
        for word in words:
            self.assertIn(word, found[0])

    def test_a_clean_tree_passes(self):
        self.plant("core/json.cc", "#include <nlohmann/json.hpp>\n")
        self.plant("image/warp.cc", '#include "core/error.h"\n#include <opencv2/core.hpp>\n'
                   "cv::Mat m(cv::Size(1, 2), CV_8U); cv::resize(m, m, {}); cv::Matx<float, 2, 3> a{1};\n"
                   "double x = std::sqrt(stable::Exp(1)); m.convertTo(m, CV_32F, 2);\n")
        self.plant("cli/main.cc", '#include "store/corpus.h"\n#include "core/error.h"\n')
        self.assertEqual(self.breaches(), [])

    def test_looking_upwards_is_found(self):
        self.plant("stats/auc.cc", '\n#include "store/corpus.h"\n')
        self.assert_found("stats/auc.cc:3", "store/corpus.h", "stats may include only core, stats")

    def test_neighbours_of_neighbours_are_allowed(self):
        self.plant("synth/swap.cc", '#include "faces/landmarks.h"\n')
        self.assertEqual(self.breaches(), [])

    def test_a_new_room_must_be_in_the_table(self):
        self.plant("attic/box.h", "")
        self.assert_found("attic/box.h:1", "attic", "layer table")

    def test_an_included_source_is_found(self):
        self.plant("detect/all.cc", '#include "detect/coin.cc"\n')
        self.assert_found("detect/all.cc:2", "never included")

    def test_hdf5_outside_store_is_found(self):
        self.plant("data/import.cc", "#include <hdf5.h>\n")
        self.assert_found("data/import.cc:2", "hdf5.h", "store")

    def test_json_in_a_header_is_found(self):
        self.plant("report/page.h", "#include <nlohmann/json.hpp>\n")
        self.assert_found("report/page.h:2", "in a header")

    def test_log_library_in_another_room_is_found(self):
        self.plant("synth/builder.cc", "#include <spdlog/spdlog.h>\n")
        self.assert_found("synth/builder.cc:2", "core/log.h")

    def test_torch_through_a_header_is_found(self):
        self.plant("nets/torch.h", "#include <torch/torch.h>\n")
        self.plant("nets/network.h", '#include "nets/torch.h"\n')
        self.plant("detect/network.cc", '#include "nets/network.h"\n')
        self.assert_found("detect/network.cc:1", "LibTorch")

    def test_torch_source_that_cmake_does_not_know_is_found(self):
        self.plant("nets/CMakeLists.txt", "swapbench_module(nets SOURCES input.cc TORCH_PLUGINS meso4 PUBLIC swapbench::core)")
        self.plant("nets/meso4.cc", "#include <torch/torch.h>\n")
        self.assertEqual(self.breaches(), [])
        self.plant("nets/input.cc", "#include <torch/torch.h>\n")
        self.assert_found("nets/input.cc:1", "TORCH_SOURCES")

    def test_unlisted_opencv_functions_are_found(self):
        for call in ("cv::addWeighted(a, 1, b, 1, 0, c)", "cv::Laplacian(a, b, 3)", "cv::SVD::compute(a, b)",
                     "cv::norm (a)", "cv::sum<int>(a)"):
            self.plant("synth/blend.cc", f"\nvoid F() {{\n  {call};\n}}\n")
            self.assert_found("synth/blend.cc:4", "calls cv::", "stable.h")

    def test_a_locator_may_call_its_network_and_nobody_else_may(self):
        call = "auto net = cv::FaceDetectorYN::create(file);\n"
        self.plant("faces/yunet.cc", "#include <opencv2/objdetect/face.hpp>\n" + call)
        self.assertEqual(self.breaches(), [])
        self.plant("data/layout.cc", call)
        self.assert_found("data/layout.cc:2", "cv::FaceDetectorYN::create", "allow-list")

    def test_video_and_face_libraries_outside_their_homes_are_found(self):
        self.plant("data/layout.cc", "#include <opencv2/videoio.hpp>\n")
        self.assert_found("data/layout.cc:2", "image/video.h")
        self.plant("data/layout.cc", "#include <dlib/opencv.h>\n")
        self.assert_found("data/layout.cc:2", "dlib lives in one file")

    def test_the_same_function_elsewhere_is_nobodys_business(self):
        self.plant("detect/spectrum.cc", "void F() { cv::dft(a, b); std::log(2); }\n")
        self.assertEqual(self.breaches(), [])

    def test_hiding_behind_using_is_found(self):
        for line in ("using namespace cv;", "using cv::resize;", "namespace c = cv;"):
            self.plant("faces/align.cc", line + "\n")
            self.assert_found("faces/align.cc:2", "cv:: in full")

    def test_libm_is_found_qualified_or_not(self):
        for call in ("std::exp(x)", "::pow(x, 2)", "sinf(x)", "std::atan2 (y, x)", "-log10(x)", "f(a{1}, cos(x))", "a ? b : tan(x)"):
            self.plant("portrait/skin.cc", f"double y = {call};\n")
            self.assert_found("portrait/skin.cc:2", "core/stable_math.h")

    def test_comments_strings_and_namesakes_are_not_calls(self):
        self.plant("portrait/skin.cc", '// std::exp(x)\n/* cv::dft(\n */ Fail("std::log(x)"); a.log(1); core::exp(2);\n'
                   "p->sin(1); my_exp(2); log::Info(\"x\"); const int n = 1'000; F('\"'); G(\"std::cos(1)\");\n")
        self.assertEqual(self.breaches(), [])

    def test_a_member_called_like_a_function_is_no_call(self):
        self.plant("portrait/surface.cc", "Angle::Angle(float a)\n    : sin(Sine(a)),\n      cos(Cosine(a)) {}\n")
        self.assertEqual(self.breaches(), [])

    def test_fused_conversion_and_matrix_inverse_are_found(self):
        self.plant("image/a.cc", "void F() { m.convertTo(n, CV_8U, G(1, 2), 1); }\n")
        self.assert_found("image/a.cc:2", "scale and an offset")
        self.plant("image/a.cc", "cv::Matx22d F() { return m.inv(); }\n")
        self.assert_found("image/a.cc:2", "closed form")

    def test_standard_distributions_are_found(self):
        self.plant("synth/jitter.cc", "#include <random>\n")
        self.assert_found("synth/jitter.cc:2", "core/rng.h")

    def test_a_missing_licence_line_is_found(self):
        self.plant("core/a.cc", "")
        (self.root / "toolkit/core/a.cc").write_text("int a;\n")
        self.assert_found("core/a.cc:1", "SPDX")


if __name__ == "__main__":
    unittest.main()
