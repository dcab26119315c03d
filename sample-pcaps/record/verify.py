#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
"""Compares every manifest with its capture, as truth.py and tshark read it.

    verify.py SAMPLES

For impaired copies this is the second opinion on what the tool says it did: tshark must find the same calls, and the RTP
reader of truth.py the same counts, losses and jitter. Also: no capture without manifest, all Call-IDs and stream
addresses unlike, less than 15 MB in all.
"""
import glob, json, os, sys

import truth

COUNTS = ("received", "unique", "expected", "lost", "duplicates", "outOfOrder", "startTime", "endTime")
TIMES = ("jitterMeanMs", "jitterMaxMs", "deltaMaxMs")
LIMIT = 15_000_000


def differences(capture, manifest):
    messages = truth.read_sip(capture)
    clocks = truth.clocks_of(messages)
    streams, rtcp = truth.read_media(capture, clocks)
    read = {s["src"] + s["dst"] + s["ssrc"]: s for s in (stream.truth(clocks) for stream in streams.values())}
    told = {s["src"] + s["dst"] + s["ssrc"]: s for s in manifest["streams"]}
    if read.keys() != told.keys(): yield f"streams are {sorted(read)}, the manifest says {sorted(told)}"
    for key in read.keys() & told.keys():
        for field in COUNTS:
            if read[key][field] != told[key][field]: yield f"{key} {field}: {read[key][field]} read, {told[key][field]} told"
        for field in TIMES:
            if abs(read[key][field] - told[key][field]) > 0.002: yield f"{key} {field}: {read[key][field]} read, {told[key][field]} told"
    if rtcp != manifest["rtcpPackets"]: yield f"RTCP {dict(rtcp)} read, {manifest['rtcpPackets']} told"
    by_call = {}
    for m in messages: by_call.setdefault(m["callId"], []).append(m)
    for call in manifest["calls"]:
        if call["callId"] not in by_call:
            yield f"call {call['callId']} is not in the capture"
            continue
        again = truth.call_truth(call["callId"], by_call[call["callId"]])
        truth.end_without_bye([again], messages, streams)
        for field in again:
            if again[field] != call[field]: yield f"{call['callId']} {field}: {again[field]} read, {call[field]} told"
    total = sum(1 for _ in truth.packets(capture))
    if total != manifest["packets"]["total"]: yield f"{total} packets read, {manifest['packets']['total']} told"


def main():
    folder = sys.argv[1]
    problems, size, seen = [], 0, {}
    captures = sorted(glob.glob(os.path.join(folder, "*.pcap")))
    for capture in captures:
        name = os.path.basename(capture)
        size += os.path.getsize(capture)
        with open(capture.removesuffix(".pcap") + ".manifest.json") as file: manifest = json.load(file)
        if manifest["file"] != name: problems.append(f"{name}: the manifest is of {manifest['file']}")
        problems += [f"{name}: {d}" for d in differences(capture, manifest)]
        for identity in [c["callId"] for c in manifest["calls"]] + [s["src"] for s in manifest["streams"]]:
            if seen.setdefault(identity, name) != name: problems.append(f"{name}: {identity} is in {seen[identity]} too")
    if size >= LIMIT: problems.append(f"{size} bytes in all, the limit is {LIMIT}")
    for problem in problems: print(problem)
    print(f"{len(captures)} captures, {size} bytes, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
