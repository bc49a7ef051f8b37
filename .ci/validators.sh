#!/usr/bin/env bash
# Fetch the validators of others, by Maven, and compile what asks them, into .validators.
# Needs a JDK and Maven (packages.sh test). Where their repository cannot be reached it fails, and
# the tests that need them are skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

source=tests/validators
target=$PWD/.validators

fetch() { # KIND SOURCE…
  timeout 120 mvn -q -B -f "$source/$1/pom.xml" dependency:copy-dependencies \
    -DoutputDirectory="$target/$1"
  javac -d "$target/$1" -cp "$target/$1/*" "${@:2}"
}

rm -rf "$target"
mkdir -p "$target"
fetch verapdf $source/Container.java
fetch mustang $source/Container.java $source/Hybrid.java $source/Reader.java
touch "$target/ready"
