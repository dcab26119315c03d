// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
//
// The least that a program can do to know the loss and the jitter of each RTP stream in a pcap file: read(), parse
// Ethernet, VLAN, IPv4, UDP and RTP, find the stream in a table, RFC 3550 A.1 (sequence) and A.8 (jitter). It knows no
// SIP, no RTCP, no late packets, no reports, and trusts its input as no real probe could. It is the measure for those
// that do: reader FILE PASSES [PACKETS_BEFORE_THE_CLOCK]
#define _GNU_SOURCE
#include <fcntl.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 1 << 20, FRAME_MAX = 1 << 18, JUDGED = 3, CLOCK_HZ = 8000 };

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

int main(int argc, char **argv) {
    if (argc < 3) return fprintf(stderr, "usage: reader FILE PASSES [PACKETS_BEFORE_THE_CLOCK]\n"), 2;
    int passes = atoi(argv[2]);
    uint64_t before = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
    uint8_t *buffer = aligned_alloc(4096, FRAME_MAX + CHUNK + 4096);
    double best = INFINITY, jitter = 0;
    uint64_t packets = 0, received = 0, lost = 0, duplicates = 0;
    for (int pass = 0; pass < passes; pass++) {
        int file = open(argv[1], O_RDONLY);
        if (file < 0) die(argv[1]);
        uint8_t header[24];
        if (read(file, header, 24) != 24) die("header");
        if (u32(header) != 0xA1B2C3D4) return fprintf(stderr, "not a big-endian pcap file in microseconds\n"), 1;
        table t;
        table_make(&t, 1024);
        packets = 0;
        double start = before ? 0 : cpu_seconds();
        size_t left = 0;
        uint64_t base_seconds = 0;
        uint8_t *from = buffer + FRAME_MAX; // what is left of a chunk goes before the next one
        while (1) {
            ssize_t got = read(file, buffer + FRAME_MAX, CHUNK);
            if (got <= 0) break;
            uint8_t *end = buffer + FRAME_MAX + got;
            from = buffer + FRAME_MAX - left;
            while (end - from >= 16) {
                uint32_t seconds = u32(from), micros = u32(from + 4), length = u32(from + 8);
                if (end - from < 16 + (ptrdiff_t)length) break;
                if (!base_seconds) base_seconds = seconds;
                if (before && packets == before) start = cpu_seconds();
                packets++;
                packet(&t, from + 16, length, (seconds - base_seconds) * 1e3 + micros / 1e3);
                from += 16 + length;
            }
            left = end - from;
            if (left > FRAME_MAX) return fprintf(stderr, "a frame of more than %d bytes\n", FRAME_MAX), 1;
            memcpy(buffer + FRAME_MAX - left, from, left);
        }
        double seconds = cpu_seconds() - start;
        close(file);
        received = lost = duplicates = 0;
        jitter = 0;
        for (size_t i = 0; i <= t.mask; i++) {
            stream *s = &t.slots[i];
            if (!s->used) continue;
            received += s->received;
            duplicates += s->duplicates;
            lost += s->cycles + s->max_sequence - s->base + 1 - (s->received - s->duplicates);
            jitter += s->jitter_sum;
        }
        free(t.slots);
        double ns = 1e9 * seconds / (packets - before);
        if (pass >= passes - JUDGED && ns < best) best = ns;
    }
    printf("packets=%lu received=%lu lost=%lu duplicate=%lu jitter=%.0f ns=%.2f\n", packets, received, lost, duplicates, jitter, best);
    return 0;
}
