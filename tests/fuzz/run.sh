#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh SECONDS: the simulator against libpam for so long (differential.cpp, built by CMake); then builds each fuzz_*.cpp with clang's
# libFuzzer, ASan and UBSan, and runs it so long. Ends non-zero on the first finding.
set -eu
cd "$(dirname -- "$0")/../.."
seconds=$1
out=build/fuzz
mkdir -p "$out"
build/tests/pamphlet-fuzz-differential "$seconds"
flags='-std=c++20 -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -I.'

# The catalogue's text, as CMake compiles it in.
data=$out/builtindata.cpp
if [ ! -e "$data" ] || [ -n "$(find resources/modules.json cmake/EmbedText.cmake -newer "$data" -print -quit)" ]; then
    cmake -D INPUT=resources/modules.json -D "OUTPUT=$data" -D HEADER=core/pam/modules/builtindata.h -D FUNCTION=builtinModuleData \
        -P cmake/EmbedText.cmake
fi

# core once for all targets; a changed header changes everything.
objects=$out/objects
mkdir -p "$objects"
if [ ! -e "$objects/stamp" ] || [ -n "$(find core -name '*.h' -newer "$objects/stamp" -print -quit)" ]; then
    rm -f "$objects"/*.o
    touch "$objects/stamp"
fi
{ find core -name '*.cpp' && printf '%s\n' "$data"; } | while read -r source; do
    object=$objects/$(printf %s "${source%.cpp}" | tr / _).o
    if [ ! -e "$object" ] || [ -n "$(find "$source" -newer "$object" -print)" ]; then printf '%s\n%s\n' "$source" "$object"; fi
done >"$out/outdated"
if [ -s "$out/outdated" ]; then printf 'Building core for the fuzzer …\n'; fi
# shellcheck disable=SC2016 # the inner shell's
FLAGS=$flags xargs -r -n 2 -P "$(nproc)" sh -c 'clang++ $FLAGS -c "$0" -o "$1.new" && mv "$1.new" "$1"' <"$out/outdated"

for source in tests/fuzz/fuzz_*.cpp; do
    name=$(basename "$source" .cpp)
    program=$out/$name
    if [ ! -x "$program" ] || [ -n "$(find "$objects" "$source" -newer "$program" -print -quit)" ]; then
        # shellcheck disable=SC2086 # a list of words
        clang++ $flags -fsanitize=fuzzer -o "$program" "$source" "$objects"/*.o -lcrypto -lyaml-cpp -lz
    fi
    corpus=$out/corpus-$name
    mkdir -p "$corpus"
    case $name in
    fuzz_document | fuzz_edit) seeds="tests/data/fuzz/${name#fuzz_} tests/data/pam" ;;
    *) seeds=tests/data/fuzz/${name#fuzz_} ;;
    esac
    # A seed is small, else the fuzzer spends its time on length.
    for folder in $seeds; do
        if [ -d "$folder" ]; then
            find "$folder" -type f -size -8k | while read -r seed; do cp "$seed" "$corpus/$(printf %s "$seed" | tr / _)"; done
        fi
    done
    printf '%s, %s seconds:\n' "$name" "$seconds"
    "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1 -artifact_prefix="$out/" "$corpus" 2>&1 |
        grep -E 'stat::number_of_executed_units|ERROR|SUMMARY|Test unit written|Done' || true
    if ls "$out"/crash-* "$out"/timeout-* "$out"/oom-* >/dev/null 2>&1; then
        printf 'A finding is in %s.\n' "$out" >&2
        exit 1
    fi
done
