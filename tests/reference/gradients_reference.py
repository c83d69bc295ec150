"""Writes gradients.json: steps with penalties, clipped gradients and weighted rows, with the numbers PyTorch gets, in float64.

    python3 gradients_reference.py [output file]

Networks are drawn as in pytorch_reference.py. Clipping is that of torch.nn.utils over all parameters that move; a penalty is
part of the objective that autograd differentiates; rows are weighted by hand, but classes by F.cross_entropy(weight=...).
"""
import json
import pathlib
import platform
import random
import sys

import torch
import torch.nn.functional as F

import pytorch_reference as base

OPTIONS = [{"clipNorm": 0.05}, {"clipNorm": 0.7}, {"clipNorm": 100.0}, {"clipValue": 0.01}, {"clipValue": 0.3}, {"l1": 0.01},
           {"l2": 0.05}, {"l1": 0.02, "l2": 0.1, "clipNorm": 0.5}, {"l2": 0.1, "clipValue": 0.05}, {"rowWeights": True},
           {"rowWeights": True, "l2": 0.05, "clipNorm": 0.5}, {"classWeights": True}, {"tau": 0.9}, {"tau": 0.25, "rowWeights": True}]
LOSSES = ["half-squared-error", "huber", "binary-cross-entropy", "cross-entropy", "poisson", "mean-squared-error"]
OPTIMIZERS = ["sgd", "sgd momentum", "adamw", "rmsprop", "adam decay"]


def objective(spec, options, weights, biases, x, t):
    """The loss of the batch, weighted if its rows are, and the penalty."""
    if options.get("classWeights"):
        sums, outputs, _ = base.forward(spec, weights, biases, x, t)
        loss = F.cross_entropy(sums[-1], t.argmax(1), weight=torch.tensor(options["classWeights"]))
    elif options.get("rowWeights"):
        rows = torch.tensor(options["rowWeights"])
        losses = torch.stack([base.forward(spec, weights, biases, x[n:n + 1], t[n:n + 1])[2] for n in range(len(x))])
        loss = (rows * losses).sum() / rows.sum()
    else:
        loss = base.forward(spec, weights, biases, x, t)[2]
    l1, l2 = options.get("l1", 0.0), options.get("l2", 0.0)
    return loss + sum(l1 * w.abs().sum() + l2 / 2 * (w ** 2).sum() for w in weights)


def draw(rng, options):
    loss = "cross-entropy" if "classWeights" in options else "quantile" if "tau" in options else rng.choice(LOSSES)
    activations = [rng.choice(["tanh", "sigmoid", "softplus", "gelu"]) for _ in range(rng.randint(1, 3))] + ["identity"]
    softmax_of_one_bias = loss == "cross-entropy"
    policy = rng.choice(["per-unit", "frozen"] if softmax_of_one_bias else base.POLICIES)
    spec = base.draw_network(rng, (loss, activations, policy, rng.choice(OPTIMIZERS)), hard=True)
    return spec if len(spec["batch"]) > 1 else draw(rng, options)


def run(rng, options):
    spec, options = draw(rng, options), dict(options)
    if "rowWeights" in options:
        options["rowWeights"] = [0.0] + [round(rng.uniform(0.1, 3), 2) for _ in spec["batch"][1:]]
    if "classWeights" in options:
        options["classWeights"] = [round(rng.uniform(0.1, 3), 2) for _ in spec["batch"][0]["target"]]
    tau = options.get("tau", 0.5)
    base.LOSSES["quantile"] = lambda o, t: (tau * (t - o).relu() + (1 - tau) * (o - t).relu()).mean()
    shared = spec["biases"] == "shared"
    weights = [torch.tensor(l["weights"], requires_grad=True) for l in spec["layers"]]
    biases = [torch.tensor(l["biases"][:1] if shared else l["biases"], requires_grad=True) for l in spec["layers"]]
    x, t = (torch.tensor([sample[key] for sample in spec["batch"]]) for key in ("input", "target"))
    optimizer, steps = base.make_optimizer(spec, weights, biases), []
    moving = weights if spec["biases"] == "frozen" else weights + biases
    for _ in range(base.STEPS):
        for parameter in weights + biases:
            parameter.grad = None
        sums, outputs, _ = base.forward(spec, weights, biases, x, t)
        value = objective(spec, options, weights, biases, x, t)
        value.backward()
        if not base.stable(spec, sums, outputs, t, weights, biases):
            return None
        if "clipNorm" in options:
            torch.nn.utils.clip_grad_norm_(moving, options["clipNorm"])
        if "clipValue" in options:
            torch.nn.utils.clip_grad_value_(moving, options["clipValue"])
        optimizer.step()
        steps.append({"loss": value.item(), "layers": base.per_layer(spec, weights, biases)})
    if "classWeights" in options:
        options["rowWeights"] = [options["classWeights"][row.argmax()] for row in t]
    if "tau" in options:
        spec["loss"] = {"name": "quantile", "tau": tau}
    return {"options": options, "network": spec, "steps": steps}


def make_case(index):
    rng, case = random.Random(base.SEED * 2000 + index), None
    while case is None:
        case = run(rng, OPTIONS[index % len(OPTIONS)])
    return {"name": f"{index:02} {' '.join(sorted(OPTIONS[index % len(OPTIONS)]))}", **case}


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    cases = [make_case(index) for index in range(3 * len(OPTIONS))]
    print({policy: sum(c["network"]["biases"] == policy for c in cases) for policy in base.POLICIES})
    header = {"made_by": "tests/reference/gradients_reference.py", "torch": torch.__version__,
              "python": platform.python_version(), "dtype": "float64", "seed": base.SEED}
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("gradients.json"))
    path.write_text(f'{{ "header": {json.dumps(header)},\n"cases": [\n{lines}\n] }}\n')


if __name__ == "__main__":
    main()
