"""scikit-learn's side of Fashion-MNIST. Usage: fashion_peer.py FOLDER HIDDEN BATCH EPOCHS

Prints its name; for every line with 1 trains one more epoch and prints its microseconds, for 0 prints the accuracy on the test images.
"""
import gzip
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier

folder, hidden, batch, epochs = sys.argv[1], *map(int, sys.argv[2:5])
warnings.filterwarnings("ignore")  # that it has not converged


def read(part):
    with gzip.open(f"{folder}/{part}-images-idx3-ubyte.gz") as file:
        images = numpy.frombuffer(file.read(), numpy.uint8, offset=16).reshape(-1, 784)
    with gzip.open(f"{folder}/{part}-labels-idx1-ubyte.gz") as file:
        return (images / 255).astype(numpy.float32), numpy.frombuffer(file.read(), numpy.uint8, offset=8)


def blas():
    """The library that does numpy's products, as the process has loaded it."""
    with open("/proc/self/maps") as maps:
        names = {line.rsplit("/")[-1].strip() for line in maps}
    return ", ".join(sorted(name for name in names if name.startswith("lib") and "blas" in name))


x, y = read("train")
x_test, y_test = read("t10k")
# partial_fit is one epoch that goes on where the last one ended, Adam's memory included.
model = MLPClassifier((hidden,), solver="adam", batch_size=batch, alpha=0, learning_rate_init=0.001, random_state=1)
print(f"scikit-learn {sklearn.__version__}, {blas()}", flush=True)
for line in sys.stdin:
    if float(line) == 0:
        print(model.score(x_test, y_test), flush=True)
        continue
    start = time.perf_counter()
    model.partial_fit(x, y, classes=range(10))
    print(1e6 * (time.perf_counter() - start), flush=True)
