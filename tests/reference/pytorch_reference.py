"""Writes pytorch.json: 96 random networks with the numbers PyTorch gets for them, in float64.

    python3 pytorch_reference.py [output file]

Each case holds a network (format chainrule.network/1), the loss, outputs and gradients at its initial
parameters, and three optimizer steps on the same batch. The kinds of loss, activation, depth, bias policy and
optimizer are dealt out evenly; numbers are drawn at random, and drawn again where a result would hang on the
last bits of a number (see `stable`).
"""
import collections
import itertools
import json
import pathlib
import platform
import random
import sys

import torch
import torch.nn.functional as F

SEED = 20250
CASES = 96
STEPS = 3
ACTIVATIONS = {
    "identity": lambda z: z, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": F.relu,
    "leaky-relu": lambda z: F.leaky_relu(z, 0.01), "elu": F.elu, "selu": F.selu, "gelu": F.gelu,
    "silu": F.silu, "softplus": F.softplus, "softmax": lambda z: torch.softmax(z, 1)}
HIDDEN = [name for name in ACTIVATIONS if name != "softmax"]
KINKED = {"relu", "leaky-relu", "elu", "selu"}
LOSSES = {  # each takes (outputs, targets); the two cross-entropies take logits instead of outputs
    "half-squared-error": lambda o, t: (0.5 * (t - o) ** 2).sum(1).mean(), "mean-squared-error": F.mse_loss,
    "mean-absolute-error": F.l1_loss, "huber": F.huber_loss,
    "quantile": lambda o, t: (0.5 * (t - o).relu() + 0.5 * (o - t).relu()).mean(), "poisson": F.poisson_nll_loss,
    "binary-cross-entropy": F.binary_cross_entropy_with_logits, "cross-entropy": F.cross_entropy}
LINK = {"binary-cross-entropy": "sigmoid", "cross-entropy": "softmax"}  # from logits to outputs
OUTPUTS = {  # the last layer's activation in the twelve cases of each loss
    "half-squared-error": HIDDEN + ["softmax"] * 2, "mean-squared-error": HIDDEN + ["softmax"] * 2,
    "mean-absolute-error": HIDDEN + ["identity"] * 2, "huber": HIDDEN + ["identity"] * 2,
    "quantile": HIDDEN + ["identity"] * 2, "poisson": HIDDEN + ["identity"] * 2,
    "binary-cross-entropy": ["identity", "sigmoid"] * 6, "cross-entropy": ["identity", "softmax"] * 6}
POLICIES = ["per-unit", "frozen", "shared"]
OPTIMIZERS = ["sgd", "sgd momentum", "sgd nesterov", "sgd decay", "adagrad", "rmsprop", "rmsprop momentum",
              "rmsprop centered", "adam", "adam decay", "adamw", "rprop"]
DIVIDING = {"adagrad", "rmsprop", "adam", "adamw", "rprop"}  # by the size of the gradient, or with its sign alone


# ---- drawing networks

def deal(rng, values, count=CASES):
    """`count` values, each as often as the others, in random order."""
    dealt = list(itertools.islice(itertools.cycle(values), count))
    rng.shuffle(dealt)
    return dealt


def designs(rng):
    """What kind of network each case is. A shared bias before a softmax has a gradient of exactly zero in
    mathematics and of rounding noise in practice, which Adam and others would divide by its own size: not dealt."""
    kinds = [(loss, output) for loss in LOSSES for output in OUTPUTS[loss]]
    while True:
        policies, optimizers = deal(rng, POLICIES), deal(rng, OPTIMIZERS)
        if not any("softmax" in (output, LINK.get(loss)) and policy == "shared" and optimizer.split()[0] in DIVIDING
                   for (loss, output), policy, optimizer in zip(kinds, policies, optimizers)):
            break
    depths = deal(rng, range(1, 6))
    hidden = iter(deal(rng, HIDDEN, sum(depths)))
    for (loss, output), policy, optimizer, depth in zip(kinds, policies, optimizers, depths):
        yield loss, [next(hidden) for _ in range(depth - 1)] + [output], policy, optimizer


def draw_optimizer(rng, kind):
    """Settings at their default value are sometimes left out."""
    pick = rng.choice
    name = kind.split()[0]
    if name in ("adam", "adamw"):
        spec = {"name": name, "learningRate": pick([0.1, 0.01, 0.001]), "beta1": pick([None, 0.9, 0.8]),
                "beta2": pick([None, 0.999, 0.95]), "epsilon": pick([None, 1e-8, 1e-4])}
    elif name == "rmsprop":
        spec = {"name": name, "learningRate": pick([0.1, 0.01, 0.001]), "alpha": pick([None, 0.99, 0.9]),
                "epsilon": pick([None, 1e-8, 1e-4]), "centered": kind.endswith("centered") or pick([None, False]),
                "momentum": pick([0.9, 0.5]) if kind.endswith("momentum") else pick([None, 0.0])}
    elif name == "adagrad":
        spec = {"name": name, "learningRate": pick([0.5, 0.1, 0.01]), "epsilon": pick([None, 1e-10, 1e-4])}
    elif name == "rprop":
        return {"name": name, "learningRate": pick([0.1, 0.01]), **pick([{}, {"shrink": 0.3, "grow": 1.1}]),
                **pick([{}, {"shortest": 0.008, "longest": 0.104}])}
    else:
        momentum = kind in ("sgd momentum", "sgd nesterov") or (kind == "sgd decay" and rng.random() < 0.5)
        nesterov = kind == "sgd nesterov" or (kind == "sgd decay" and momentum and rng.random() < 0.5)
        spec = {"name": "sgd", "learningRate": pick([0.5, 0.1, 0.05]),
                "momentum": pick([0.9, 0.5]) if momentum else pick([None, 0.0]),
                "nesterov": nesterov or pick([None, False])}
    decays = kind.endswith("decay") or name in ("adamw", "adagrad", "rmsprop") and rng.random() < 0.5
    spec["weightDecay"] = pick([0.1, 0.02]) if decays else pick([None, 0.0])
    return {key: value for key, value in spec.items() if value is not None}


def draw_target(rng, loss, units, hard):
    if loss == "binary-cross-entropy":
        return [float(rng.randrange(2)) if hard else round(rng.random(), 3) for _ in range(units)]
    if loss == "cross-entropy":  # 64 balls in `units` boxes, so that a row sums to 1 exactly
        balls = [rng.randrange(units)] * 64 if hard else rng.choices(range(units), k=64)
        return [balls.count(k) / 64 for k in range(units)]
    if loss == "poisson":
        return [float(rng.randrange(5)) for _ in range(units)]
    return [round(rng.gauss(0.3, 2.0 if loss == "huber" else 0.8), 3) for _ in range(units)]


def draw_network(rng, design, hard):
    loss, activations, policy, optimizer = design
    inputs, layers = rng.randint(1, 6), []
    for activation in activations:
        fan_in = layers[-1]["units"] if layers else inputs
        last_of_softmax = len(layers) == len(activations) - 1 and "softmax" in (activation, LINK.get(loss))
        units = rng.randint(2 if last_of_softmax else 1, 7)
        weights = [[round(rng.gauss(0, 1.3 / fan_in ** 0.5), 4) for _ in range(fan_in)] for _ in range(units)]
        biases = [round(rng.gauss(0, 0.5), 4) for _ in range(units)]
        biases = biases[:1] * units if policy == "shared" else biases
        layers.append({"units": units, "activation": activation, "weights": weights, "biases": biases})
    batch = [{"input": [round(rng.uniform(-2, 2), 3) for _ in range(inputs)],
              "target": draw_target(rng, loss, layers[-1]["units"], hard)} for _ in range(rng.randint(1, 5))]
    return {"schema": "chainrule.network/1", "inputs": inputs, "layers": layers, "biases": policy, "loss": loss,
            "optimizer": draw_optimizer(rng, optimizer), "batch": batch}


# ---- PyTorch's numbers

def forward(spec, weights, biases, x, t):
    """The weighted sums of every layer, the network's outputs, and the loss."""
    sums = []
    for layer, w, b in zip(spec["layers"], weights, biases):
        sums.append(F.linear(x, w, b.expand(layer["units"])))
        x = ACTIVATIONS[layer["activation"]](sums[-1])
    link = LINK.get(spec["loss"])
    outputs = ACTIVATIONS[link](sums[-1]) if link else x
    return sums, outputs, LOSSES[spec["loss"]](sums[-1] if link else x, t)


def make_optimizer(spec, weights, biases):
    given = spec["optimizer"]
    parameters = weights if spec["biases"] == "frozen" else weights + biases
    name, get = given["name"], given.get
    if name == "rprop":
        return torch.optim.Rprop(parameters, lr=get("learningRate"), etas=(get("shrink", 0.5), get("grow", 1.2)),
                                 step_sizes=(get("shortest", 1e-6), get("longest", 50)))
    settings = {"lr": get("learningRate"), "weight_decay": get("weightDecay", 0.01 if name == "adamw" else 0.0)}
    if name in ("adam", "adamw"):
        settings.update(betas=(get("beta1", 0.9), get("beta2", 0.999)), eps=get("epsilon", 1e-8))
    elif name == "adagrad":
        settings.update(eps=get("epsilon", 1e-10))
    elif name == "rmsprop":
        settings.update(alpha=get("alpha", 0.99), eps=get("epsilon", 1e-8), momentum=get("momentum", 0.0),
                        centered=get("centered", False))
    else:
        settings.update(momentum=get("momentum", 0.0), nesterov=get("nesterov", False))
    classes = {"sgd": "SGD", "adagrad": "Adagrad", "rmsprop": "RMSprop", "adam": "Adam", "adamw": "AdamW"}
    return getattr(torch.optim, classes[name])(parameters, **settings)


def stable(spec, sums, outputs, targets, weights, biases):
    """Whether no number sits at a kink, no unit is saturated, no layer is without gradient, and an
    optimizer that divides by the gradient has none so small that rounding decides its direction."""
    residuals = (targets - outputs).abs()
    divides = spec["optimizer"]["name"] in DIVIDING
    may_cancel = spec["loss"] in ("mean-absolute-error", "huber", "quantile")  # +1 and -1 can add up to exactly 0
    tiny = lambda g: ((g.abs() < 1e-6) & ((g != 0) | may_cancel)).any()
    return not (any((z.abs() > 15).any() for z in sums)
                or any((z.abs() < 1e-3).any() for z, l in zip(sums, spec["layers"]) if l["activation"] in KINKED)
                or spec["loss"] in ("mean-absolute-error", "quantile") and (residuals < 1e-3).any()
                or spec["loss"] == "huber" and ((residuals - 1).abs() < 1e-3).any()
                or any((w.grad == 0).all() for w in weights)
                or divides and any(tiny(p.grad) for p in weights + biases))


def per_layer(spec, weights, biases):
    return [{"weights": w.tolist(), "biases": b.expand(layer["units"]).tolist()}
            for layer, w, b in zip(spec["layers"], weights, biases)]


def run(spec):
    """The case of a network, or None where it is not stable. A shared bias is one parameter of one element."""
    shared = spec["biases"] == "shared"
    weights = [torch.tensor(l["weights"], requires_grad=True) for l in spec["layers"]]
    biases = [torch.tensor(l["biases"][:1] if shared else l["biases"], requires_grad=True) for l in spec["layers"]]
    x, t = (torch.tensor([sample[key] for sample in spec["batch"]]) for key in ("input", "target"))
    optimizer, case = make_optimizer(spec, weights, biases), {"network": spec}
    for step in range(STEPS):
        for parameter in weights + biases:  # not optimizer.zero_grad(), which would skip frozen biases
            parameter.grad = None
        sums, outputs, loss = forward(spec, weights, biases, x, t)
        loss.backward()
        if not stable(spec, sums, outputs, t, weights, biases):
            return None
        if step == 0:
            gradients = per_layer(spec, [w.grad for w in weights], [b.grad for b in biases])
            case.update(loss=loss.item(), outputs=outputs.tolist(), gradients=gradients, steps=[])
        optimizer.step()
        case["steps"].append({"loss": loss.item(), "layers": per_layer(spec, weights, biases)})
    return case


# ---- all cases

def make_case(index, design):
    rng = random.Random(SEED * 1000 + index)  # its own, so that one case's redraws do not move the others
    case = None
    while case is None:
        case = run(draw_network(rng, design, hard=index % 4 < 2))
    loss, activations, policy, optimizer = design
    parts = [f"{index:02}", loss, f"{len(activations)}-deep", policy, optimizer.replace(" ", "-")]
    return {"name": " ".join(parts), **case}


def features(case):
    """What a case contributes to the coverage, as (what, value) pairs."""
    net, given = case["network"], case["network"]["optimizer"]
    *hidden, last = [layer["activation"] for layer in net["layers"]]
    found = {("loss", net["loss"]), ("depth", len(net["layers"])), ("policy", net["biases"]),
             ("batch", len(net["batch"])), ("inputs", net["inputs"]), (net["loss"] + " of", last)}
    found |= {("hidden", name) for name in hidden}
    kinds = ["nesterov" if given.get("nesterov") else "momentum"] if given.get("momentum") else []
    kinds += ["centered"] if given.get("centered") else []
    kinds += ["bounded"] if given.get("longest") else []
    kinds += ["decay"] if given.get("weightDecay") else []
    found |= {("optimizer", f"{given['name']} {kind}") for kind in kinds or ["plain"]}
    pairs = [(t, o) for s, output in zip(net["batch"], case["outputs"]) for t, o in zip(s["target"], output)]
    if net["loss"] == "huber":
        found |= {("huber residual above 1", abs(t - o) > 1) for t, o in pairs}
    if net["loss"] == "cross-entropy":
        found |= {("one-hot targets", all(t in (0, 1) for t, _ in pairs))}
    return found


def check_coverage(cases):
    counts = collections.Counter(feature for case in cases for feature in features(case))
    optimizers = ["sgd plain", "sgd momentum", "sgd nesterov", "sgd decay", "adam plain", "adam decay", "adamw plain",
                  "adamw decay", "adagrad plain", "adagrad decay", "rmsprop plain", "rmsprop momentum", "rmsprop centered",
                  "rmsprop decay", "rprop plain", "rprop bounded"]
    for what, values, least in [
            ("loss", LOSSES, 8), ("depth", range(1, 6), 8), ("policy", POLICIES, 12), ("hidden", HIDDEN, 5),
            ("batch", range(1, 6), 5), ("inputs", range(1, 7), 5), ("optimizer", optimizers, 2),
            ("half-squared-error of", ACTIVATIONS, 1), ("half-squared-error of", ["softmax"], 2),
            ("mean-squared-error of", ["softmax"], 2), ("huber residual above 1", [True, False], 8),
            ("one-hot targets", [True, False], 6)]:
        for value in values:
            print(f"{what} {value}: {counts[what, value]}")
            assert counts[what, value] >= least, f"too few cases: {what} {value}"
    assert len(cases) == CASES


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    cases = [make_case(index, design) for index, design in enumerate(designs(random.Random(SEED)))]
    check_coverage(cases)
    header = {"made_by": "tests/reference/pytorch_reference.py", "torch": torch.__version__,
              "python": platform.python_version(), "dtype": "float64", "seed": SEED}
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("pytorch.json"))
    path.write_text(f'{{ "header": {json.dumps(header)},\n"cases": [\n{lines}\n] }}\n')


if __name__ == "__main__":
    main()
