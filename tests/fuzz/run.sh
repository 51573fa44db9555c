#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh SECONDS: builds each fuzz_*.cpp with clang's libFuzzer, ASan and UBSan, and runs it so long. Ends non-zero on the first finding.
set -eu
cd "$(dirname -- "$0")/../.."
seconds=$1
out=build/fuzz
mkdir -p "$out"
core=$(find core -name '*.cpp')
for source in tests/fuzz/fuzz_*.cpp; do
    name=$(basename "$source" .cpp)
    program=$out/$name
    if [ ! -x "$program" ] || [ -n "$(find core "$source" -newer "$program" -print -quit)" ]; then
        printf 'Building %s …\n' "$name"
        # shellcheck disable=SC2086 # a list of files
        clang++ -std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -I. -o "$program" "$source" $core -lcrypto
    fi
    corpus=$out/corpus-$name
    mkdir -p "$corpus"
    case $name in
    fuzz_document | fuzz_edit) seeds=tests/data/pam ;;
    fuzz_changeset) seeds=tests/data/changeset ;;
    *) seeds=tests/data/motd ;;
    esac
    # A seed is small, else the fuzzer spends its time on length.
    if [ -d "$seeds" ]; then
        find "$seeds" -type f -size -8k | while read -r seed; do cp "$seed" "$corpus/$(printf %s "$seed" | tr / _)"; done
    fi
    printf '%s, %s seconds:\n' "$name" "$seconds"
    "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1 -artifact_prefix="$out/" "$corpus" 2>&1 |
        grep -E 'stat::number_of_executed_units|ERROR|SUMMARY|Test unit written|Done' || true
    if ls "$out"/crash-* "$out"/timeout-* "$out"/oom-* >/dev/null 2>&1; then
        printf 'A finding is in %s.\n' "$out" >&2
        exit 1
    fi
done
