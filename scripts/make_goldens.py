#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Golden values of tests/golden/stats from scikit-learn, SciPy and pROC.

Run with /usr/bin/python3 (Debian's python3-sklearn and python3-scipy; r-cran-proc through Rscript).
Writes table_N.csv, random scores of two detectors with ties and weights, and golden_N.json, what
the reference implementations say of them. Committed as data: the tests never run this script.
"""
import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import scipy
import sklearn
from scipy.interpolate import interp1d
from scipy.optimize import brentq
from sklearn import metrics

OUT = pathlib.Path(__file__).resolve().parent.parent / "tests" / "golden" / "stats"

PROC = """
suppressMessages(library(pROC))
t <- read.csv(commandArgs(TRUE)[1])
f <- as.integer(t$label == "fake")
a <- roc(f, t$score, direction="<", levels=c(0, 1), quiet=TRUE)
b <- roc(f, t$other, direction="<", levels=c(0, 1), quiet=TRUE)
ci <- ci.auc(a, method="delong")
paired <- roc.test(a, b, method="delong", paired=TRUE)
values <- c(ci[2], ci[1], ci[3], var(a, method="delong"), cov(a, b, method="delong"),
            auc(b), var(b, method="delong"), paired$p.value)
cat(as.character(packageVersion("pROC")), R.version$major, R.version$minor, "\\n")
cat(sprintf("%.17g", values), "\\n")
"""


def make_table(seed, reals, fakes, step):
    rng = np.random.default_rng(seed)
    fake = np.concatenate([np.zeros(reals, int), np.ones(fakes, int)])
    rng.shuffle(fake)
    shared = rng.normal(size=fake.size)
    score = np.round((shared + rng.normal(size=fake.size) + fake) / step) * step
    other = np.round((shared + rng.normal(size=fake.size) + .6 * fake) / step) * step
    weight = rng.integers(0, 4, size=fake.size)
    return fake, score, other, weight


def write_table(path, fake, score, other, weight):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "label", "score", "other", "weight"])
        for i in range(fake.size):
            writer.writerow([f"r{i}", "fake" if fake[i] else "real", repr(float(score[i])),
                             repr(float(other[i])), int(weight[i])])


def equal_error_rate(fake, score, weight):
    fpr, tpr, _ = metrics.roc_curve(fake, score, sample_weight=weight, drop_intermediate=False)
    return brentq(lambda x: 1 - x - interp1d(fpr, tpr)(x), 0, 1, xtol=1e-15, rtol=1e-15)


def tpr_at(fake, score, weight, limit):
    fpr, tpr, _ = metrics.roc_curve(fake, score, sample_weight=weight, drop_intermediate=False)
    return float(tpr[fpr <= limit].max())


def by_sklearn(fake, score, weight, threshold):
    called = score >= threshold
    probability = scipy.special.expit(score)
    tn, fp, fn, tp = metrics.confusion_matrix(fake, called, sample_weight=weight).ravel()
    prevalence, caught, accused = .01, tp / (tp + fn), fp / (fp + tn)
    return {
        "auc": metrics.roc_auc_score(fake, score, sample_weight=weight),
        "ap": metrics.average_precision_score(fake, score, sample_weight=weight),
        "eer": equal_error_rate(fake, score, weight),
        "tpr_at_fpr:fpr=0.1": tpr_at(fake, score, weight, .1),
        "tpr_at_fpr:fpr=0.01": tpr_at(fake, score, weight, .01),
        "brier": metrics.brier_score_loss(fake, probability, sample_weight=weight),
        "accuracy": metrics.accuracy_score(fake, called, sample_weight=weight),
        "miss_rate": fn / (tp + fn),
        "false_alarm_rate": accused,
        "ppv": prevalence * caught / (prevalence * caught + (1 - prevalence) * accused),
    }


def by_proc(table):
    with tempfile.NamedTemporaryFile("w", suffix=".R") as script:
        script.write(PROC)
        script.flush()
        answer = subprocess.run(["Rscript", script.name, str(table)], check=True,
                                capture_output=True, text=True).stdout.splitlines()
    keys = ["auc", "low", "high", "variance", "covariance", "other_auc", "other_variance", "p"]
    version = answer[0].split()
    return dict(zip(keys, map(float, answer[1].split()))), version[0], ".".join(version[1:])


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    threshold = .5
    for number, (reals, fakes, step) in enumerate([(40, 30, .5), (300, 200, .25), (500, 90, .01),
                                                   (60, 60, 1.)]):
        fake, score, other, weight = make_table(20 + number, reals, fakes, step)
        table = OUT / f"table_{number}.csv"
        write_table(table, fake, score, other, weight)
        proc, proc_version, r_version = by_proc(table)
        golden = {
            "versions": {"python": sys.version.split()[0], "numpy": np.__version__,
                         "scipy": scipy.__version__, "scikit-learn": sklearn.__version__,
                         "pROC": proc_version, "R": r_version},
            "threshold": threshold,
            "plain": by_sklearn(fake, score, np.ones(fake.size), threshold),
            "weighted": by_sklearn(fake, score, weight, threshold),
            "delong": proc,
        }
        for block in ("plain", "weighted", "delong"):
            golden[block] = {key: float(value) for key, value in golden[block].items()}
            assert all(math.isfinite(value) for value in golden[block].values())
        (OUT / f"golden_{number}.json").write_text(json.dumps(golden, indent=1) + "\n")
        print("wrote", table, "and its golden values")


if __name__ == "__main__":
    main()
