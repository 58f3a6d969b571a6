// SPDX-License-Identifier: Apache-2.0
/// Elementary functions with the same bits on every x86-64: the C library picks kernels by CPU at
/// run time, these are plain IEEE additions, multiplications and divisions (the build sets
/// -ffp-contract=off). The stated errors are bounds that tests/core/stable_math_test.cc holds them
/// to; "ulp" is a unit in the last place of the true value. NaN in, NaN out.
#pragma once

namespace swapbench::stable {

double Exp(double x);              // 1 ulp; 0 below -745.2, inf above 709.78
double Log(double x);              // 1 ulp, subnormals included; -inf at 0, NaN below
double Pow(double x, double y);    // relative error 1e-13; NaN for x < 0; 1 for y = 0
double Sin(double x);              // absolute error 2e-16, |x| <= 1e6; NaN for infinities
double Cos(double x);              // as Sin
double Atan2(double y, double x);  // radians in [-pi, pi]; absolute error 1e-15; finite arguments
double Tanh(double x);             // 3 ulp

}  // namespace swapbench::stable
