#!/usr/bin/env bash
# "Nothing lost", at length: kills a training of about a second at many moments, resumes it, and compares the model byte for byte with
# that of a training that nobody killed. Every checkpoint that lies there after a kill must be readable. Exits 1 at the first that is not.
#   eng/kill-points.sh [POINTS, 200 if left out] [SEED, 1 if left out]
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
points=${1:-200} seed=${2:-1}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet build src/Chainrule.Cli -c Release -v quiet
cli=$PWD/artifacts/bin/Chainrule.Cli/release/Chainrule.Cli.dll
options=("$PWD/samples/data/iris.csv" --target species --epochs 400 --patience 400 --batch 4 --schedule plateau --class-weights balanced
    --l2 0.0001 --checkpoint-every 0.01s --quiet --json)
train() { (cd "$1" && exec dotnet exec "$cli" train "${options[@]}" "${@:2}" >out.json); }

mkdir "$folder/whole"
begun=$(date +%s%N)
train "$folder/whole"
process=$((($(date +%s%N) - begun) / 1000000))
training=$(python3 -c 'import json, sys; print(int(1000 * json.load(open(sys.argv[1]))["seconds"]))' "$folder/whole/out.json")
echo "uninterrupted: $process ms, of which training $training ms"

readable=0 finished=0 none=0
for ((n = 1; n <= points; n++)); do
    here=$folder/$n
    mkdir "$here"
    # Every fourth at any moment of the process, the others while there are checkpoints: a delay in milliseconds from the seed.
    RANDOM=$((seed * 1000 + n))
    (cd "$here" && exec dotnet exec "$cli" train "${options[@]}" >out.json) &
    pid=$!
    if ((n % 4 == 0)); then delay=$((RANDOM * process / 32768))
    else
        delay=$((RANDOM * training / 32768))
        while [[ ! -e $here/iris.checkpoint.safetensors ]] && kill -0 $pid 2>/dev/null; do sleep 0.005; done
    fi
    sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
    kill -KILL $pid 2>/dev/null || true
    wait $pid 2>/dev/null || true
    if [[ -e $here/iris.checkpoint.safetensors ]]; then
        train "$here" --resume || { echo "point $n (after $delay ms): the checkpoint could not be resumed"; exit 1; }
        readable=$((readable + 1))
    elif [[ -e $here/iris.safetensors ]]; then finished=$((finished + 1))
    else
        train "$here"
        none=$((none + 1))
    fi
    cmp "$here/iris.safetensors" "$folder/whole/iris.safetensors" || { echo "point $n (after $delay ms): another model"; exit 1; }
    # A finished training leaves its model and nothing else. One that was killed between the two may leave its checkpoint.
    left=$(cd "$here" && ls -A | grep -vx -e out.json -e iris.safetensors || true)
    [[ -z $left ]] || { echo "point $n (after $delay ms): left over: $left"; exit 1; }
    rm -r "$here"
done
echo "$points points: $readable resumed from a checkpoint, $none begun anew, $finished had ended; every model the same, byte for byte"
