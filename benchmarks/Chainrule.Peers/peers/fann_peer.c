/* FANN's side: incremental training of one sample by fann_train. Usage: fann_peer INPUTS UNITS...
   Prints its name; for every line with a number of seconds trains that long and prints the microseconds a sample took. */
#include <fann.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(int count, char **arguments)
{
    unsigned int layers[16], n = 0;
    while (n + 1 < (unsigned int)count && n < 16) { layers[n] = atoi(arguments[n + 1]); n++; }
    if (n < 2) return 2;
    struct fann *network = fann_create_standard_array(n, layers);
    fann_set_activation_function_hidden(network, FANN_SIGMOID);
    fann_set_activation_function_output(network, FANN_SIGMOID);
    fann_set_learning_rate(network, 0.5f);
    fann_type *input = malloc(layers[0] * sizeof *input), *target = calloc(layers[n - 1], sizeof *target);
    for (unsigned int i = 0; i < layers[0]; i++) input[i] = (fann_type)(i % 17) / 17;
    target[0] = 1;

    printf("FANN " VERSION "\n");
    fflush(stdout);
    double seconds;
    while (scanf("%lf", &seconds) == 1)
    {
        double start = now(), elapsed;
        long samples = 0;
        do
        {
            for (int i = 0; i < 100; i++) fann_train(network, input, target);
            samples += 100;
            elapsed = now() - start;
        } while (elapsed < seconds);
        printf("%.6f\n", 1e6 * elapsed / samples);
        fflush(stdout);
    }
    return 0;
}
