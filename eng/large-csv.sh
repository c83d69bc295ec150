#!/usr/bin/env bash
# The acceptance of tables larger than memory: writes a CSV file of so many gigabytes (default 5), trains on it twice, the second time from
# the cache, and prints time, rows per second and the peak of memory. Exits 1 if that is 1 GB or more. Takes twice the size on disk
# and the cache besides; all of it is deleted at the end.
#   eng/large-csv.sh [GIGABYTES] [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
size=${1:-5}
folder=$(mktemp -d "${2:-${TMPDIR:-/tmp}}/large-csv-XXXXXX")
trap 'rm -rf "$folder"' EXIT

free=$(df --output=avail -B1G "$folder" | tail -n1)
((free > 3 * size)) || { echo "only $free GB are free in $folder: $((3 * size)) are needed" >&2; exit 1; }
dotnet build src/Chainrule.Cli -c Release -v quiet

# Twelve columns as tables have them: a number of the row, dates, names, amounts of which some are missing, and a class that follows from them.
# A twentieth is drawn, and then repeated: drawing all of it would take longer than the training.
echo "writing $size GB"
awk -v limit="$((size * 50000000))" '
BEGIN {
    srand(1)
    print "id,day,city,x1,x2,x3,x4,x5,x6,x7,x8,y"
    split("Aachen Berlin Hamburg Kiel Bonn", city, " ")
    while (bytes < limit) {
        c = int(rand() * 5) + 1
        sum = 0
        line = ++n sprintf(",20%02d-%02d-%02d,%s", 10 + n % 14, 1 + int(rand() * 12), 1 + int(rand() * 28), city[c])
        for (i = 1; i <= 8; i++) {
            x = rand() * 20 - 10
            sum += i % 2 ? x : -x
            line = line (rand() < 0.01 ? "," : sprintf(",%.4f", x))
        }
        line = line "," (sum + c > 3 ? "yes" : sum < -12 ? "no" : "maybe")
        print line
        bytes += length(line) + 1
    }
}' >"$folder/part.csv"
{
    head -n1 "$folder/part.csv"
    for ((i = 0; i < 20; i++)); do tail -n +2 "$folder/part.csv"; done
} >"$folder/large.csv"
rm "$folder/part.csv"
ls -l "$folder/large.csv"

# Of a child, getrusage knows the peak.
cat >"$folder/peak.py" <<'PY'
import resource, subprocess, sys, time
start = time.time()
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"peak {used.ru_maxrss / 1e6:.3f} GB, {time.time() - start:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of processor time", flush=True)
sys.exit(code or (1 if used.ru_maxrss >= 1e6 else 0))
PY
for run in first second; do
    echo "== the $run run"
    python3 "$folder/peak.py" artifacts/bin/Chainrule.Cli/release/Chainrule.Cli train "$folder/large.csv" --target y --epochs 2 -o "$folder/m.safetensors" 2>&1
done
ls -l "$folder"
