#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: reference_fit.py

scikit-learn's logistic regression on 60 rows of 7 features: a line for each strength, the strength, the weights of the
standardised features and the bias. Row i is fake where i mod 3 is 0; feature j of it is
(sin(1 + 7.13 i + 3.1 j j) + 0.4 cos(j) where fake) 10^(j - 3) + j, rounded to a float, and feature 3 is 2.5 in every row.
Exits with 3 where scikit-learn is missing.
"""
import math
import sys

try:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler
except ImportError:
    sys.exit(3)

ROWS, FEATURES = 60, 7


def feature(i, j):
    if j == 3:
        return 2.5
    return (math.sin(1 + 7.13 * i + 3.1 * j * j) + (0.4 * math.cos(j) if i % 3 == 0 else 0)) * 10.0 ** (j - 3) + j


rows = np.float32([[feature(i, j) for j in range(FEATURES)] for i in range(ROWS)]).astype(float)
fake = [i % 3 == 0 for i in range(ROWS)]
for strength in (1, 0.01, 1e-4):
    fit = LogisticRegression(class_weight="balanced", C=1 / (strength * ROWS), solver="newton-cholesky", tol=1e-12)
    fit.fit(StandardScaler().fit_transform(rows), fake)
    print(strength, *fit.coef_[0], fit.intercept_[0])
