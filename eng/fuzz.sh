#!/usr/bin/env bash
# Damages N files of every kind that the tool reads and runs it on them (default 10000), from a seed (default 1): every case
# must end with exit code 0 or 2, soon and at little cost. What does not is kept in artifacts/fuzz. Exits 1 if there is any.
#   eng/fuzz.sh 10000 7
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 CHAINRULE_FUZZ_COUNT=${1:-10000} CHAINRULE_FUZZ_SEED=${2:-1}
dotnet build tests/Chainrule.Fuzz.Tests -c Release -v quiet
dotnet artifacts/bin/Chainrule.Fuzz.Tests/release/Chainrule.Fuzz.Tests.dll -showLiveOutput
