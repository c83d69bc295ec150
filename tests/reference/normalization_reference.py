"""Writes normalization.json: steps of networks with layer and batch normalisation, with the numbers PyTorch gets, in float64.

    python3 normalization_reference.py [output file]

Each hidden layer is torch.nn.Linear without a bias, then LayerNorm or BatchNorm1d (whose bias is the layer's), then the activation.
After the steps, outputs in eval mode, where BatchNorm1d uses its running statistics.
"""
import json
import pathlib
import random
import sys

import torch
from torch import nn

ACTIVATIONS = {"identity": nn.Identity, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "softplus": nn.Softplus, "gelu": nn.GELU, "silu": nn.SiLU}
OPTIMIZERS = {
    "sgd": ({"name": "sgd", "learningRate": 0.1}, lambda p: torch.optim.SGD(p, 0.1)),
    "momentum": ({"name": "sgd", "learningRate": 0.05, "momentum": 0.9}, lambda p: torch.optim.SGD(p, 0.05, momentum=0.9)),
    "adam": ({"name": "adam", "learningRate": 0.02}, lambda p: torch.optim.Adam(p, 0.02)),
    "adamw": ({"name": "adamw", "learningRate": 0.02, "weightDecay": 0.1}, lambda p: torch.optim.AdamW(p, 0.02, weight_decay=0.1)),
}
STEPS = 4


def make(rng, kind, optimizer, loss, clip):
    torch.manual_seed(rng.randrange(1 << 30))
    inputs, hidden, outputs, rows = rng.randint(2, 5), [rng.randint(2, 7) for _ in range(rng.randint(1, 3))], rng.randint(2, 4), rng.randint(2, 9)
    layers, modules, width = [], [], inputs
    for units in hidden + [outputs]:
        last = len(layers) == len(hidden)
        own = "none" if last and rng.random() < 0.7 else kind if rng.random() < 0.8 else rng.choice(["layer", "batch"])
        activation = "identity" if last else rng.choice(list(ACTIVATIONS))
        linear = nn.Linear(width, units, bias=own == "none")
        norm = {"none": nn.Identity, "layer": nn.LayerNorm, "batch": nn.BatchNorm1d}[own](units)
        if own != "none":
            nn.init.uniform_(norm.weight, 0.5, 1.5)
            nn.init.uniform_(norm.bias, -0.5, 0.5)
        layers.append({"units": units, "activation": activation, "normalization": own})
        modules.append((linear, norm, ACTIVATIONS[activation]()))
        width = units
    network = nn.Sequential(*[module for layer in modules for module in layer]).double()
    x = torch.randn(rows, inputs, dtype=torch.float64)
    t = torch.softmax(torch.randn(rows, outputs, dtype=torch.float64), 1)
    objective = (lambda o: nn.functional.cross_entropy(o, t)) if loss == "cross-entropy" else lambda o: 0.5 * ((t - o) ** 2).sum(1).mean()
    spec_optimizer, make_optimizer = OPTIMIZERS[optimizer]
    trained = make_optimizer(network.parameters())

    def parameters(gradients=False):
        def of(tensor):
            return (tensor.grad if gradients else tensor).tolist()
        state = []
        for linear, norm, _ in modules:
            layer = {"weights": of(linear.weight), "biases": of(linear.bias if linear.bias is not None else norm.bias)}
            if linear.bias is None:
                layer["gains"] = of(norm.weight)
            if not gradients and isinstance(norm, nn.BatchNorm1d):
                layer["means"], layer["variances"] = norm.running_mean.tolist(), norm.running_var.tolist()
            state.append(layer)
        return state

    before = parameters()
    spec = {
        "inputs": inputs,
        "layers": [{k: v for k, v in {**layer, **start}.items() if k not in ("means", "variances") and v != "none"}
                   for layer, start in zip(layers, before)],
        "loss": loss, "optimizer": spec_optimizer,
        "batch": [{"input": a.tolist(), "target": b.tolist()} for a, b in zip(x, t)]}
    steps = []
    for _ in range(STEPS):
        trained.zero_grad()
        value = objective(network(x))
        value.backward()
        if clip:
            nn.utils.clip_grad_norm_(network.parameters(), clip)
        gradients = parameters(gradients=True)
        # Adam divides a gradient by its own size: one that is 0 in mathematics would make a step of rounding errors.
        if optimizer.startswith("adam") and min(p.grad.abs().min().item() for p in network.parameters()) < 1e-6:
            return make(rng, kind, optimizer, loss, clip)
        trained.step()
        steps.append({"loss": value.item(), "gradients": gradients, "layers": parameters()})
    network.eval()
    outputs_after = network(x)
    if loss == "cross-entropy":
        outputs_after = torch.softmax(outputs_after, 1)
    return {"network": spec, "clipNorm": clip, "steps": steps, "outputs": outputs_after.tolist()}


def main():
    rng = random.Random(7)
    cases = [make(rng, kind, optimizer, loss, clip)
             for kind in ("layer", "batch") for optimizer in OPTIMIZERS for loss in ("half-squared-error", "cross-entropy") for clip in (None, 0.1)]
    path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("normalization.json"))
    path.write_text('{"torch": "%s", "cases": [\n' % torch.__version__ + ",\n".join(json.dumps(case) for case in cases) + "\n]}\n")


if __name__ == "__main__":
    main()
