// SPDX-License-Identifier: Apache-2.0
/// Elementary functions with the same bits on every x86-64: the C library picks kernels by CPU at
/// run time, these are plain IEEE additions, multiplications and divisions (the build sets
/// -ffp-contract=off). Within 2 units in the last place of the true value over the stated ranges,
/// see tests/core/stable_math_test.cc.
#pragma once

namespace swapbench::stable {

double Exp(double x);            // 0 below -745, inf above 709.78
double Log(double x);            // x > 0; -inf at 0, NaN below
double Pow(double x, double y);  // x >= 0; relative error up to 1e-13
double Sin(double x);            // |x| <= 1e5; absolute error 1e-15 near |x| <= 10
double Cos(double x);
double Atan2(double y, double x);  // radians in (-pi, pi]; absolute error 1e-15
double Tanh(double x);

}  // namespace swapbench::stable
