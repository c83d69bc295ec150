"""Writes sklearn.json: what a scikit-learn network of 32 hidden units reaches on the five small data sets.

    python3 sklearn_baselines.py <folder with the csv files> [output file]

Every figure is a 5-fold cross-validation of StandardScaler + MLPClassifier or MLPRegressor((32,), max_iter=500).
"seed_0" has random_state 0 for both network and folds; "mean_over_seeds" runs each of 5 network seeds on each of
5 fold seeds, so that the spread shows how much of a difference is luck. Needs no pandas; takes some minutes.
"""
import csv
import json
import pathlib
import platform
import statistics
import sys
import warnings

import joblib
import numpy
import sklearn
from sklearn.compose import TransformedTargetRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, r2_score
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SEEDS = range(5)
TARGETS = {"iris": "species", "breast-cancer": "diagnosis", "digits": "digit",
           "diabetes": "progression", "auto-mpg": "Miles_per_Gallon"}
CLASSIFICATION, REGRESSION = ["iris", "breast-cancer", "digits"], ["diabetes", "auto-mpg"]
ONE_HOT, IGNORED = {"Origin", "Year"}, {"Name"}  # columns of auto-mpg; no other data set has columns of these names


def load(folder, name):
    """Numbers (NaN where missing) with a 0/1 column for each value of a category; and the targets, as text."""
    with open(pathlib.Path(folder) / f"{name}.csv", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[TARGETS[name]] != ""]
    columns = []
    for column in rows[0]:
        values = [row[column] for row in rows]
        if column in ONE_HOT:
            columns += [[float(value == one) for value in values] for one in sorted(set(values))]
        elif column not in IGNORED | {TARGETS[name]}:
            columns.append([float(value) if value else numpy.nan for value in values])
    return numpy.array(columns).T, numpy.array([row[TARGETS[name]] for row in rows])


def classifier(seed):
    return make_pipeline(StandardScaler(), MLPClassifier((32,), max_iter=500, random_state=seed))


def regressor(seed):
    """Missing numbers get the median of the training folds; only auto-mpg's Horsepower has any."""
    network = MLPRegressor((32,), max_iter=500, random_state=seed)
    return make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), network)


def scaled_regressor(seed):
    return TransformedTargetRegressor(regressor(seed), transformer=StandardScaler())


def cross_validate(make, score, folds, x, y, seed, fold_seed):
    """Mean of the folds' scores, score of all held-out predictions together, and fits that used up max_iter."""
    scores, pooled, unfinished = [], numpy.empty_like(y), 0
    for train, test in folds(5, shuffle=True, random_state=fold_seed).split(x, y):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            pooled[test] = make(seed).fit(x[train], y[train]).predict(x[test])
        scores.append(score(y[test], pooled[test]))
        unfinished += any(issubclass(w.category, ConvergenceWarning) for w in caught)
    return statistics.fmean(scores), score(y, pooled), unfinished


def measure(make, score, folds, x, y):
    pairs = [(seed, fold_seed) for seed in SEEDS for fold_seed in SEEDS]
    run = joblib.delayed(cross_validate)
    results = joblib.Parallel(n_jobs=-1)(run(make, score, folds, x, y, *pair) for pair in pairs)
    of_folds, pooled, unfinished = zip(*results)
    return {"seed_0": {"mean_of_folds": round(of_folds[0], 4), "pooled": round(pooled[0], 4),
                       "fits_stopped_by_max_iter": f"{unfinished[0]} of 5"},
            "mean_over_seeds": {"mean_of_folds": round(statistics.fmean(of_folds), 4),
                                "pooled": round(statistics.fmean(pooled), 4),
                                "standard_deviation_of_pooled": round(statistics.stdev(pooled), 4),
                                "lowest_pooled": round(min(pooled), 4), "highest_pooled": round(max(pooled), 4),
                                "runs": len(pairs)}}


def main():
    folder = sys.argv[1]
    result = {"header": {"made_by": "tests/reference/sklearn_baselines.py", "sklearn": sklearn.__version__,
                         "numpy": numpy.__version__, "python": platform.python_version()},
              "classification_accuracy": {}, "regression_r2": {}}
    for name in CLASSIFICATION:
        x, y = load(folder, name)
        classes = list(dict.fromkeys(y))  # numbered as they first appear; the other order moves a sample or two
        y = numpy.array([classes.index(label) for label in y])
        result["classification_accuracy"][name] = {
            "rows": len(x), "inputs": x.shape[1], **measure(classifier, accuracy_score, StratifiedKFold, x, y)}
    for name in REGRESSION:
        x, y = load(folder, name)
        y = y.astype(float)
        result["regression_r2"][name] = {
            "rows": len(x), "inputs": x.shape[1],
            "target_standardized": measure(scaled_regressor, r2_score, KFold, x, y),
            "target_as_it_is": measure(regressor, r2_score, KFold, x, y)}
    path = sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).with_name("sklearn.json")
    pathlib.Path(path).write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
