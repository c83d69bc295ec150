"""Writes metrics.json: predictions with the metrics that scikit-learn gets for them.

    python3 metrics_reference.py [output file]

Classes: two to five of them, with ties among the probabilities, a class that never occurs and one that is never
predicted. Amounts: near, far and exact. Undefined metrics are null.
"""
import json
import math
import pathlib
import random
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore")


def finite(x):
    x = float(x)
    return x if math.isfinite(x) else None


def probabilities(rng, rows, classes, actual, skill, steps):
    """Rows that add up to 1, coarse (so that there are ties), and right as often as the skill says."""
    table = []
    for row in range(rows):
        parts = [rng.randint(0, steps) for _ in range(classes)]
        parts[actual[row]] += int(skill * steps * rng.random())
        if sum(parts) == 0:
            parts[rng.randrange(classes)] = 1
        table.append([part / sum(parts) for part in parts])
    return np.array(table)


def class_case(rng, rows, classes, skill, steps, never=None):
    names = [k for k in range(classes) if k != never]
    actual = np.array([rng.choice(names) for _ in range(rows)])
    p = probabilities(rng, rows, classes, actual, skill, steps)
    # The first of equals, as numpy takes it.
    predicted = p.argmax(1)
    labels = list(range(classes))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(actual, predicted, labels=labels, zero_division=0)
    one = [(actual == k).astype(int) for k in labels]
    both = [0 < o.sum() < rows for o in one]
    auc = [metrics.roc_auc_score(o, p[:, k]) if both[k] else None for k, o in enumerate(one)]
    ap = [metrics.average_precision_score(o, p[:, k]) if o.sum() > 0 else None for k, o in enumerate(one)]
    macro = metrics.precision_recall_fscore_support(actual, predicted, average="macro", zero_division=0)
    mean = lambda values: finite(np.mean([v for v in values if v is not None])) if any(v is not None for v in values) else None
    return {
        "probabilities": p.tolist(), "actual": actual.tolist(),
        "accuracy": metrics.accuracy_score(actual, predicted),
        "balancedAccuracy": metrics.balanced_accuracy_score(actual, predicted),
        "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(), "rows": support.tolist(),
        "macroPrecision": macro[0], "macroRecall": macro[1], "macroF1": macro[2],
        "rocAucOfClass": auc, "prAucOfClass": ap,
        "rocAuc": metrics.roc_auc_score(actual, p[:, 1]) if classes == 2 and all(both)
            else metrics.roc_auc_score(actual, p, multi_class="ovr", average="macro") if classes > 2 and all(both)
            else mean(auc),
        "prAuc": ap[1] if classes == 2 else mean(ap),
        "logLoss": finite(metrics.log_loss(actual, p, labels=labels)),
    }


def value_case(rng, rows, noise, offset=0.0, exact=False):
    actual = np.array([round(rng.gauss(offset, 3), 2) for _ in range(rows)])
    predicted = actual.copy() if exact else np.array([t + rng.gauss(0, noise) for t in actual])
    return {
        "predicted": predicted.tolist(), "actual": actual.tolist(),
        "r2": finite(metrics.r2_score(actual, predicted)),
        "rmse": float(np.sqrt(metrics.mean_squared_error(actual, predicted))),
        "mae": metrics.mean_absolute_error(actual, predicted),
        # Of a target that is 0 no error is a share.
        "mape": metrics.mean_absolute_percentage_error(actual, predicted) if (actual != 0).all() else None,
    }


def main():
    rng = random.Random(5)
    classes = [class_case(rng, rows, count, skill, steps, never) for rows, count, skill, steps, never in [
        (10, 2, 1, 3, None), (200, 2, 2, 5, None), (50, 2, 0, 2, None), (40, 2, 1, 4, 0), (40, 2, 1, 4, 1),
        (30, 3, 1, 2, None), (300, 3, 3, 20, None), (100, 4, 1, 3, 2), (500, 5, 2, 7, None), (7, 5, 1, 1, None), (1, 3, 1, 2, None)]]
    values = [value_case(rng, *case) for case in [(20, 1.0), (300, 0.1, 40.0), (50, 100.0), (5, 1.0, 3.0, True), (2, 1.0)]]
    values.append({"predicted": [1.0, 2.0], "actual": [0.0, 2.0], "r2": 0.5, "rmse": math.sqrt(0.5), "mae": 0.5, "mape": None})
    text = json.dumps({"made_by": f"scikit-learn {sklearn.__version__}", "classes": classes, "values": values})
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("metrics.json")
    out.write_text(text.replace('}, {"p', '},\n{"p') + "\n")


main()
