// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
//
// What the readers in C do with a packet: parse Ethernet, VLAN, IPv4, UDP and RTP, find the stream in a table, RFC 3550 A.1
// (sequence) and A.8 (jitter). It knows no SIP, no RTCP, no late packets, no reports, and trusts its input as no real probe
// could.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CLOCK_HZ = 8000 };

// One stream is one cache line.
typedef struct {
    uint32_t source, destination, ports, ssrc;
    uint16_t max_sequence;
    uint16_t used;
    uint32_t cycles, base, received, duplicates;
    uint32_t last_timestamp;
    double last_arrival_ms, jitter_ms, jitter_sum;
} __attribute__((aligned(64))) stream;

typedef struct {
    stream *slots;
    size_t mask, size;
} table;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void table_make(table *t, size_t slots) {
    t->mask = slots - 1;
    t->size = 0;
    if (posix_memalign((void **)&t->slots, 64, slots * sizeof(stream))) die("memory");
    memset(t->slots, 0, slots * sizeof(stream));
}

static inline size_t home(const table *t, uint32_t source, uint32_t destination, uint32_t ports, uint32_t ssrc) {
    uint64_t a = ((uint64_t)source << 32 | destination) * 0x9E3779B97F4A7C15u;
    uint64_t b = ((uint64_t)ports << 32 | ssrc) * 0xC2B2AE3D27D4EB4Fu;
    uint64_t h = (a ^ (a >> 29)) + (b ^ (b >> 31));
    return (h ^ (h >> 32)) & t->mask;
}

static void table_grow(table *t) {
    table bigger;
    table_make(&bigger, 2 * (t->mask + 1));
    for (size_t i = 0; i <= t->mask; i++) {
        stream *s = &t->slots[i];
        if (!s->used) continue;
        size_t at = home(&bigger, s->source, s->destination, s->ports, s->ssrc);
        while (bigger.slots[at].used) at = (at + 1) & bigger.mask;
        bigger.slots[at] = *s;
        bigger.size++;
    }
    free(t->slots);
    *t = bigger;
}

static inline uint16_t u16(const uint8_t *p) {
    uint16_t v;
    memcpy(&v, p, 2);
    return __builtin_bswap16(v);
}

static inline uint32_t u32(const uint8_t *p) {
    uint32_t v;
    memcpy(&v, p, 4);
    return __builtin_bswap32(v);
}

static void count(table *t, const uint8_t *ip, uint32_t ports, const uint8_t *rtp, double arrival_ms) {
    uint32_t source = u32(ip + 12), destination = u32(ip + 16), ssrc = u32(rtp + 8);
    uint16_t sequence = u16(rtp + 2);
    uint32_t timestamp = u32(rtp + 4);
    size_t at = home(t, source, destination, ports, ssrc);
    stream *s;
    while (1) {
        s = &t->slots[at];
        if (!s->used) break;
        if (s->source == source && s->destination == destination && s->ports == ports && s->ssrc == ssrc) break;
        at = (at + 1) & t->mask;
    }
    if (!s->used) {
        if (2 * ++t->size > t->mask) {
            t->size--;
            table_grow(t);
            count(t, ip, ports, rtp, arrival_ms);
            return;
        }
        *s = (stream){.source = source, .destination = destination, .ports = ports, .ssrc = ssrc, .used = 1};
        s->base = s->max_sequence = sequence;
        s->received = 1;
        s->last_timestamp = timestamp;
        s->last_arrival_ms = arrival_ms;
        return;
    }
    uint16_t ahead = sequence - s->max_sequence;
    s->received++;
    if (ahead == 0) {
        s->duplicates++; // of the packet before: the captures measured have no others
    } else if (ahead < 3000) {
        if (sequence < s->max_sequence) s->cycles += 0x10000;
        s->max_sequence = sequence;
    }
    double d = fabs(arrival_ms - s->last_arrival_ms - (int32_t)(timestamp - s->last_timestamp) * (1000.0 / CLOCK_HZ));
    s->last_arrival_ms = arrival_ms;
    s->last_timestamp = timestamp;
    s->jitter_ms += (d - s->jitter_ms) / 16;
    s->jitter_sum += s->jitter_ms;
}

static void packet(table *t, const uint8_t *frame, uint32_t length, double arrival_ms) {
    if (length < 14 + 20 + 8 + 12) return;
    const uint8_t *at = frame + 12, *end = frame + length;
    uint16_t type = u16(at);
    at += 2;
    while ((type == 0x8100 || type == 0x88A8) && at + 4 + 20 + 8 + 12 <= end) {
        type = u16(at + 2);
        at += 4;
    }
    if (type != 0x0800 || at[0] >> 4 != 4 || at[9] != 17 || (u16(at + 6) & 0x3FFF)) return;
    const uint8_t *udp = at + 4 * (at[0] & 15);
    const uint8_t *rtp = udp + 8;
    if (rtp + 12 > end || rtp[0] >> 6 != 2 || (rtp[1] >= 192 && rtp[1] <= 223)) return;
    count(t, at, u32(udp), rtp, arrival_ms);
}

static double cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

typedef struct {
    uint64_t received, lost, duplicates;
    double jitter;
} sums;

static sums table_sum(const table *t) {
    sums all = {0};
    for (size_t i = 0; i <= t->mask; i++) {
        stream *s = &t->slots[i];
        if (!s->used) continue;
        all.received += s->received;
        all.duplicates += s->duplicates;
        all.lost += s->cycles + s->max_sequence - s->base + 1 - (s->received - s->duplicates);
        all.jitter += s->jitter_sum;
    }
    return all;
}
