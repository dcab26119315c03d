#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the Earshot authors
"""The truth of a clean capture, read without any of Earshot's code.

    truth.py CAPTURE --expect "state=busy finalStatus=486 ..." --title TEXT > MANIFEST

SIP comes from tshark's fields; RTP from a reader of its own (struct and sequence arithmetic, RFC 3550 A.1, A.3
and A.8), which is compared with tshark's count of the same streams. What the scenario promises (--expect) must be
what is read, else nothing is written. What the programs were told to do within their calls (--course, --audio: a JSON
list with an object for each call, @call1 for the Call-ID of the first) is written down as it is given.
"""
import argparse, collections, datetime, json, re, struct, subprocess, sys

STATIC = {0: ("PCMU", 8000), 3: ("GSM", 8000), 8: ("PCMA", 8000), 9: ("G722", 8000), 13: ("CN", 8000)}


# --- packets ---------------------------------------------------------------------------------------------------

def packets(path):
    """Yields (micros, src ip, dst ip, src port, dst port, dscp, payload) of each UDP packet of a classic pcap."""
    with open(path, "rb") as file:
        head = file.read(24)
        assert head[:4] == b"\xd4\xc3\xb2\xa1" and struct.unpack("<I", head[20:])[0] == 1, "classic pcap, us, Ethernet"
        while record := file.read(16):
            seconds, micros, captured, length = struct.unpack("<IIII", record)
            frame = file.read(captured)
            assert captured == length == len(frame), "no packet may be cut"
            yield (seconds * 1_000_000 + micros, *udp(frame))


def udp(frame):
    at, kind = 14, frame[12:14]
    while kind in (b"\x81\x00", b"\x88\xa8"):
        at, kind = at + 4, frame[at + 2:at + 4]
    if kind == b"\x08\x00":
        assert frame[at + 9] in (6, 17), "TCP or UDP"
        is_tcp = frame[at + 9] == 6
        source, target = (".".join(map(str, frame[at + k:at + k + 4])) for k in (12, 16))
        dscp, fragment, at = frame[at + 1] >> 2, struct.unpack(">H", frame[at + 6:at + 8])[0] & 0x3FFF, at + 4 * (frame[at] & 15)
        if fragment: return source, target, 0, 0, dscp, b""  # of SIP; tshark puts them together
    else:
        assert kind == b"\x86\xdd" and frame[at + 6] == 17
        is_tcp = False
        source, target = (ipv6(frame[at + k:at + k + 16]) for k in (8, 24))
        dscp, at = ((frame[at] & 15) << 4 | frame[at + 1] >> 4) >> 2, at + 40
    sport, dport, length = struct.unpack(">HHH", frame[at:at + 6])
    if is_tcp: return source, target, sport, dport, dscp, carried(frame[at + 20:])
    return source, target, sport, dport, dscp, frame[at + 8:at + length]


def carried(segment):
    """The packet in a segment of ours, which holds one: framed, or in a channel behind the message that binds it."""
    if segment[0] < 4 and segment[4:8] == b"\x21\x12\xa4\x42": segment = segment[20 + struct.unpack(">H", segment[2:4])[0]:]
    header = 4 if segment[0] >> 4 == 4 else 2
    return segment[header:header + struct.unpack(">H", segment[header - 2:header])[0]]


def ipv6(octets):
    import ipaddress
    return str(ipaddress.IPv6Address(octets))


def endpoint(address, port):
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def rfc3339(micros):
    when = datetime.datetime.fromtimestamp(micros // 1_000_000, datetime.timezone.utc)
    return f"{when:%Y-%m-%dT%H:%M:%S}.{micros % 1_000_000:06d}Z"


# --- RTP and RTCP ----------------------------------------------------------------------------------------------

class Stream:
    def __init__(self, key, micros):
        self.key, self.first, self.last = key, micros, micros
        self.types, self.dscp = collections.Counter(), set()
        self.seen, self.received, self.highest, self.lowest = set(), 0, None, None
        self.duplicates = self.out_of_order = 0
        self.jitter = self.jitter_sum = self.jitter_max = self.delta_max = 0.0
        self.samples, self.transit = 0, None
        self.events = 0

    def packet(self, micros, dscp, payload, clocks):
        kind, sequence, timestamp = payload[1] & 127, *struct.unpack(">HI", payload[2:8])
        self.received += 1
        self.types[kind] += 1
        self.dscp.add(dscp)
        self.delta_max = max(self.delta_max, (micros - self.last) / 1000)
        self.last = micros
        if self.highest is None: self.highest = self.lowest = 65536 + sequence
        extended = self.highest + ((sequence - self.highest + 32768) & 65535) - 32768
        if extended in self.seen: self.duplicates += 1
        elif extended < self.highest: self.out_of_order += 1
        self.seen.add(extended)
        self.highest, self.lowest = max(self.highest, extended), min(self.lowest, extended)
        name, clock = clocks.get(kind, STATIC.get(kind, ("?", 0)))
        if name in ("telephone-event", "CN"):
            self.events += 1
        else:
            self.arrive(micros, timestamp, clock)

    def arrive(self, micros, timestamp, clock):
        """RFC 3550 A.8 in floating point, in order of arrival."""
        if self.transit is not None:
            before, stamp = self.transit
            moved = ((timestamp - stamp + (1 << 31)) & 0xFFFFFFFF) - (1 << 31)
            difference = abs((micros - before) / 1000 - moved * 1000 / clock)
            self.jitter += (difference - self.jitter) / 16
        self.transit = (micros, timestamp)
        self.samples += 1
        self.jitter_sum += self.jitter
        self.jitter_max = max(self.jitter_max, self.jitter)

    def truth(self, clocks):
        source, target, ssrc = self.key
        main = [t for t, _ in self.types.most_common() if clocks.get(t, STATIC.get(t, ("?", 0)))[0] not in ("telephone-event", "CN")][0]
        name, clock = clocks.get(main, STATIC.get(main, ("?", 0)))
        expected = self.highest - self.lowest + 1
        return {"src": source, "dst": target, "ssrc": f"0x{ssrc:08x}", "codec": name, "clockRate": clock,
                "payloadTypes": [t for t, _ in self.types.most_common()],
                "received": self.received, "unique": len(self.seen), "expected": expected,
                "lost": expected - len(self.seen), "duplicates": self.duplicates, "outOfOrder": self.out_of_order,
                "telephoneEventPackets": self.events, "firstSequence": self.lowest & 65535, "lastSequence": self.highest & 65535,
                "jitterMeanMs": round(self.jitter_sum / self.samples, 3), "jitterMaxMs": round(self.jitter_max, 3),
                "deltaMaxMs": round(self.delta_max, 3), "dscp": sorted(self.dscp),
                "startTime": rfc3339(self.first), "endTime": rfc3339(self.last)}


def read_media(path, clocks):
    streams, rtcp = {}, collections.Counter()
    for micros, source, target, sport, dport, dscp, payload in packets(path):
        if 5060 in (sport, dport) or len(payload) < 4 or payload[0] >> 6 != 2: continue
        if 192 <= payload[1] <= 223:
            count_rtcp(payload, rtcp)
            continue
        key = (endpoint(source, sport), endpoint(target, dport), struct.unpack(">I", payload[8:12])[0])
        streams.setdefault(key, Stream(key, micros)).packet(micros, dscp, payload, clocks)
    return streams, rtcp


def count_rtcp(payload, rtcp):
    names = {200: "sr", 201: "rr", 202: "sdes", 203: "bye", 204: "app", 207: "xr"}
    at = 0
    while at + 4 <= len(payload):
        rtcp[names.get(payload[at + 1], "other")] += 1
        at += 4 * (struct.unpack(">H", payload[at + 2:at + 4])[0] + 1)
    assert at == len(payload), "RTCP lengths must add up"


# --- SIP -------------------------------------------------------------------------------------------------------

FIELDS = ["frame.time_epoch", "sip.Method", "sip.Status-Code", "sip.CSeq.seq", "sip.CSeq.method", "sip.Call-ID", "sip.from.addr",
          "sip.to.addr", "sip.from.tag", "sip.to.tag", "ip.src", "ipv6.src", "udp.srcport", "ip.dst", "ipv6.dst", "udp.dstport",
          "sdp.media_attr", "sip.msg_hdr", "sip.Via.branch", "sip.Session-Expires"]


def read_sip(path):
    command = ["tshark", "-r", path, "-Y", "sip && udp", "-T", "fields", "-E", "separator=/t", "-E", "aggregator=|", "-E", "quote=n"]
    for field in FIELDS: command += ["-e", field]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    messages, seen = [], set()
    for line in out.splitlines():
        values = dict(zip(FIELDS, line.split("\t")))
        source = endpoint(values["ip.src"] or values["ipv6.src"], values["udp.srcport"])
        target = endpoint(values["ip.dst"] or values["ipv6.dst"], values["udp.dstport"])
        seconds, fraction = values["frame.time_epoch"].split(".")
        message = {"micros": int(seconds) * 1_000_000 + int(fraction[:6]), "source": source, "target": target,
                   "method": values["sip.Method"], "status": int(values["sip.Status-Code"] or 0),
                   "cseq": int(values["sip.CSeq.seq"]), "of": values["sip.CSeq.method"], "callId": values["sip.Call-ID"],
                   "from": "sip:" + values["sip.from.addr"].removeprefix("sip:"), "to": "sip:" + values["sip.to.addr"].removeprefix("sip:"),
                   "fromTag": values["sip.from.tag"], "toTag": values["sip.to.tag"], "attributes": values["sdp.media_attr"].split("|"), "timer": values["sip.Session-Expires"]}
        identity = (source, target, message["method"], message["status"], message["cseq"], message["of"], message["callId"],
                    message["toTag"], values["sip.Via.branch"])
        message["again"] = identity in seen
        seen.add(identity)
        messages.append(message)
    return messages


def clocks_of(messages):
    clocks = {}
    for message in messages:
        for attribute in message["attributes"]:
            if match := re.match(r"rtpmap:(\d+) ([\w.-]+)/(\d+)", attribute): clocks[int(match[1])] = (match[2], int(match[3]))
    return clocks


def call_truth(call_id, messages):
    """RFC 3261 read for one Call-ID; challenged attempts (401, 407) are part of the attempt that follows them."""
    invites = [m for m in messages if m["method"] == "INVITE" and not m["toTag"]]
    first = invites[0]
    hop = first["source"]  # what the caller itself sent and got decides; further hops only repeat it
    initial = {m["cseq"] for m in invites}
    answers = [m for m in messages if m["status"] and m["of"] == "INVITE" and m["cseq"] in initial]
    own = [m for m in answers if m["target"] == hop]
    finals = [m for m in own if m["status"] >= 200 and m["status"] not in (401, 407)]
    final = next((m for m in finals if m["status"] < 300), finals[-1] if finals else None)
    cancel = next((m for m in messages if m["method"] == "CANCEL" and m["source"] == hop), None)
    bye = next((m for m in messages if m["method"] == "BYE"), None)
    ringing = next((m for m in own if m["status"] > 100 and m["status"] not in (401, 407)), None)
    rang = any(100 < m["status"] < 200 for m in own)
    status = final["status"] if final else None
    early = {m["toTag"] for m in answers if 100 < m["status"] < 300}
    truth = {"callId": call_id, "from": first["from"], "to": first["to"], "caller": hop, "callee": first["target"],
             "state": state_of(status, cancel, rang), "finalStatus": status, "endedBy": ended_by(status, cancel, bye),
             "byeFrom": None if not bye else "caller" if bye["fromTag"] == first["fromTag"] else "callee",
             "forks": max(1, len(early)), "holds": holds_of(messages), "challenges": len({m["cseq"] for m in own if m["status"] in (401, 407)}),
             "startTime": rfc3339(first["micros"]), "answerTime": None, "durationMs": None,
             "setupMs": (ringing["micros"] - first["micros"]) / 1000 if ringing else None,
             "sipPackets": len(messages), "retransmissions": sum(m["again"] for m in messages)}
    if status and status < 300:
        truth["answerTime"] = rfc3339(final["micros"])
        if bye: truth["durationMs"] = (bye["micros"] - final["micros"]) / 1000
    return truth


def state_of(status, cancel, rang):
    if status is None: return "noAnswer" if rang else "incomplete"
    if status < 300: return "answered"
    if status < 400: return "redirected"
    if status in (486, 600): return "busy"
    if cancel or status == 487: return "cancelled"
    if status == 480 or status == 408 and rang: return "noAnswer"
    return "failed"


def ended_by(status, cancel, bye):
    if bye: return "bye"
    if cancel: return "cancel"
    return "capture-end" if status is None or status < 300 else "failure"


def holds_of(messages):
    """Offers in re-INVITEs by which one party turns the media from both ways to one way or none."""
    holds, held = 0, set()
    for message in messages:
        if message["method"] != "INVITE" or not message["toTag"] or message["again"]: continue
        now, party = any(a in ("sendonly", "inactive") for a in message["attributes"]), message["fromTag"]
        holds += now and party not in held
        held = held | {party} if now else held - {party}
    return holds


def end_without_bye(calls, messages, streams):
    """RFC 4028: without BYE, and half a minute after the session timer, the call ended with its last packet."""
    for call in calls:
        own = [m for m in messages if m["callId"] == call["callId"]]
        timer = max((int(re.match(r"\d+", m["timer"])[0]) for m in own if m["timer"]), default=None)
        if call["endedBy"] != "capture-end" or timer is None: continue
        answered = next(m["micros"] for m in own if m["of"] == "INVITE" and m["status"] == 200)
        if max(m["micros"] for m in messages) < answered + (timer + 32) * 1_000_000: continue
        call["endedBy"] = "timeout"
        call["durationMs"] = (max(s.last for s in streams.values()) - answered) / 1000


def conversations_of(by_call):
    """Calls whose INVITEs have one From-tag: the switches of the laboratory leave it as it is and change the Call-ID."""
    groups = {}
    for call_id, messages in by_call.items():
        tag = next((m["fromTag"] for m in messages if m["method"] == "INVITE"), None)
        if tag: groups.setdefault(tag, []).append(call_id)
    return [sorted(legs) for legs in groups.values() if len(legs) > 1]


def transactions_of(messages):
    found = {}
    for m in messages:
        if m["of"] in ("INVITE", "ACK", "BYE", "CANCEL"): continue
        key = (m["callId"], m["cseq"], m["of"])
        one = found.setdefault(key, {"method": m["of"], "callId": m["callId"], "cseq": m["cseq"], "from": m["from"], "to": m["to"],
                                     "status": None, "responseMs": None, "sipPackets": 0, "start": m["micros"]})
        one["sipPackets"] += 1
        if m["status"] >= 200 and one["status"] is None:
            one["status"], one["responseMs"] = m["status"], (m["micros"] - one["start"]) / 1000
    for one in found.values(): one["startTime"] = rfc3339(one.pop("start"))
    return list(found.values())


# --- checks ----------------------------------------------------------------------------------------------------

def tshark_streams(path):
    """(src, dst, ssrc) -> (packets, lost) as tshark's own tap counts them."""
    out = subprocess.run(["tshark", "-r", path, "-o", "rtp.heuristic_rtp:TRUE", "-q", "-z", "rtp,streams"],
                         capture_output=True, text=True, check=True).stdout
    found = {}
    for line in out.splitlines():
        match = re.match(r"\s*[\d.]+\s+[\d.]+\s+(\S+)\s+(\d+)\s+(\S+)\s+(\d+)\s+(0x\w+)\s+.*?\s(\d+)\s+(-?\d+) \(", line)
        if match: found[endpoint(match[1], match[2]), endpoint(match[3], match[4]), int(match[5], 16)] = (int(match[6]), int(match[7]))
    return found


def check(manifest, expect, path):
    problems = []
    for wish in expect.split():
        name, value = wish.split("=")
        if name in ("calls", "streams", "transactions", "conversations"): got = len(manifest.get(name, []))
        elif name == "lost": got = sum(s["lost"] for s in manifest["streams"])
        elif name == "codec": got = ",".join(sorted({s["codec"] for s in manifest["streams"]}))
        else: got = ",".join(dict.fromkeys(str(c[name]) for c in manifest["calls"]))
        if str(got) != value: problems.append(f"{name} is {got}, the scenario promises {value}")
    counted = tshark_streams(path)
    for s in manifest["streams"]:
        theirs = counted.get((s["src"], s["dst"], int(s["ssrc"], 16)))
        if theirs != (s["received"], s["lost"]): problems.append(f"tshark counts {theirs} for {s['src']}, we {s['received'], s['lost']}")
    return problems


def kind_of(sport, dport, payload):
    if 5060 in (sport, dport): return "sip"
    if not payload or payload[0] >> 6 != 2: return "other"
    return "rtcp" if 192 <= payload[1] <= 223 else "rtp"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("capture")
    options.add_argument("--name", required=True)
    options.add_argument("--expect", default="")
    options.add_argument("--title", default="")
    options.add_argument("--course", default="")
    options.add_argument("--audio", default="")
    options.add_argument("--together", default="", help="conversations that no tag shows: lists of @call1, @call2, ...")
    options.add_argument("--outside", default="", help="what was done outside calls: fields of the rows of analyze --json")
    o = options.parse_args()
    messages = read_sip(o.capture)
    by_call = collections.OrderedDict()
    for m in messages: by_call.setdefault(m["callId"], []).append(m)
    clocks = clocks_of(messages)
    streams, rtcp = read_media(o.capture, clocks)
    total = sum(1 for _ in packets(o.capture))
    kinds = collections.Counter(kind_of(sport, dport, payload) for *_, sport, dport, _, payload in packets(o.capture))
    manifest = {"file": o.name + ".pcap", "title": o.title,
                "truthFrom": "tshark fields for SIP; recomputed sequence numbers (record/truth.py) for RTP",
                "packets": {"total": total, **{k: kinds.get(k, 0) for k in ("sip", "rtp", "rtcp", "other")}},
                "calls": [call_truth(c, ms) for c, ms in by_call.items() if any(m["method"] == "INVITE" for m in ms)],
                "transactions": transactions_of(messages),
                "streams": [s.truth(clocks) for s in streams.values()],
                "rtcpPackets": dict(sorted(rtcp.items())), "toleranceMs": 1.0}
    end_without_bye(manifest["calls"], messages, streams)
    for part in ("course", "audio"):
        told = getattr(o, part) or "[]"
        for i, call in enumerate(manifest["calls"]): told = told.replace(f"@call{i + 1}", call["callId"])
        for call, facts in zip(manifest["calls"], json.loads(told)): call[part] = facts
    together = o.together or "[]"
    for i, call in enumerate(manifest["calls"]): together = together.replace(f"@call{i + 1}", call["callId"])
    conversations = conversations_of(by_call) + json.loads(together)
    manifest.update(json.loads(o.outside or "{}"))
    if conversations: manifest["conversations"] = conversations
    problems = check(manifest, o.expect, o.capture)
    if problems: sys.exit(f"{o.name}: " + "; ".join(problems))
    json.dump(manifest, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
