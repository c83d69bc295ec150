"""Writes schedules.json: the learning rate of every update under PyTorch's schedulers, for a rate of 0.5.

    python3 schedules_reference.py [output file]

A scheduler steps once an update; what Chainrule counts in epochs is multiplied by the updates of an epoch. Only
ReduceLROnPlateau steps once an epoch, on the losses that stand beside its rates.
"""
import json
import pathlib
import platform
import sys

import torch
from torch.optim import lr_scheduler

RATE = 0.5
LOSSES = [5, 4, 4, 4, 4, 3.9999, 3, 3, 3.1, 3.2, 3.3, 3.4, 3.5, 2.9, 2.9, 2.9, 2.9, 2.9, 2.9, 2.8]


def optimizer():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)


def warmed_up(sgd, updates, then):
    """The scheduler, after a climb over so many updates."""
    if updates == 0:
        return then(sgd)
    climb = lr_scheduler.LinearLR(sgd, start_factor=1 / (updates + 1), end_factor=1, total_iters=updates)
    return lr_scheduler.SequentialLR(sgd, [climb, then(sgd)], milestones=[updates])


def case(name, epochs, per_epoch, warm_up, then, **settings):
    sgd, rates = optimizer(), []
    scheduler = warmed_up(sgd, warm_up * per_epoch, then)
    for _ in range(epochs * per_epoch):
        rates.append(sgd.param_groups[0]["lr"])
        sgd.step()
        if len(rates) < epochs * per_epoch:
            scheduler.step()
    return {"name": name, **settings, "epochs": epochs, "updatesPerEpoch": per_epoch, "warmUp": warm_up, "rates": rates}


def plateau(gamma, patience):
    sgd, rates = optimizer(), []
    scheduler = lr_scheduler.ReduceLROnPlateau(sgd, factor=gamma, patience=patience)
    for loss in LOSSES:
        rates.append(sgd.param_groups[0]["lr"])
        scheduler.step(loss)
    return {"name": "plateau", "gamma": gamma, "n": patience, "epochs": len(LOSSES), "updatesPerEpoch": 1, "warmUp": 0,
            "losses": LOSSES, "rates": rates}


def all_cases():
    for warm_up in (0, 1, 2):
        yield case("constant", 4, 3, warm_up, lambda o: lr_scheduler.ConstantLR(o, factor=1, total_iters=0))
        for gamma, every in ((0.1, 1), (0.5, 3)):
            yield case("step", 8, 3, warm_up, lambda o: lr_scheduler.StepLR(o, every * 3, gamma), gamma=gamma, n=every)
        yield case("exponential", 8, 3, warm_up, lambda o: lr_scheduler.StepLR(o, 3, 0.9), gamma=0.9)
        yield case("cosine", 8, 3, warm_up, lambda o: lr_scheduler.CosineAnnealingLR(o, (8 - warm_up) * 3))
    for epochs, per_epoch in ((1, 2), (3, 1), (7, 1), (2, 5), (10, 10)):
        yield case("one-cycle", epochs, per_epoch, 0, lambda o: lr_scheduler.OneCycleLR(
            o, RATE, total_steps=epochs * per_epoch, cycle_momentum=False))
    yield plateau(0.1, 1)
    yield plateau(0.5, 2)
    yield plateau(0.5, 4)


def main():
    header = {"made_by": "tests/reference/schedules_reference.py", "torch": torch.__version__,
              "python": platform.python_version(), "rate": RATE}
    lines = ",\n".join(json.dumps(c) for c in all_cases())
    path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("schedules.json"))
    path.write_text(f'{{ "header": {json.dumps(header)},\n"cases": [\n{lines}\n] }}\n')


if __name__ == "__main__":
    main()
