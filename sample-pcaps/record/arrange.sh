#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
#
# Takes recordings from ../target/raw onto the common timeline (../timeline.txt), writes the manifests of the clean
# ones, and makes the impaired copies again. Needs tshark, python3, and test-kit compiled (mvn -pl test-kit compile).
#
#   arrange.sh              from the last recordings
#   arrange.sh --keep       leave the clean captures as they are; manifests and impaired copies only
set -euo pipefail
cd "$(dirname "$0")/.."
classes=../test-kit/target/classes
jackson=$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}/com/fasterxml/jackson/core" -name 'jackson-*.jar' |
    grep -E '/jackson-(databind|core)-2\.21[.0-9]*\.jar$|/jackson-annotations-2\.21\.jar$' | paste -sd:)
timeline() { java -cp "$classes:$jackson" earshot.testkit.impair.Timeline "$@"; }

[[ ${1:-} == --keep ]] || timeline . target/raw
for scenario in record/scenarios/*.sh; do
    name=$(basename "$scenario" .sh)
    [[ -f $name.pcap ]] || { echo "$name was not recorded" >&2; exit 1; }
    told() { sed -n "s/^$1='\(.*\)'\$/\1/p" "$scenario"; }
    python3 record/truth.py "$name.pcap" --name "$name" \
        --expect "$(sed -n 's/^EXPECT="\(.*\)"$/\1/p' "$scenario")" --title "$(sed -n '3s/^# //p' "$scenario")" \
        --course "$(told COURSE)" --audio "$(told AUDIO)" --together "$(told TOGETHER)" --outside "$(told OUTSIDE)" \
        >target/manifest.json
    mv target/manifest.json "$name.manifest.json"
done
timeline .
python3 record/verify.py .
