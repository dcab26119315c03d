// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
//
// The least that a program can do to know the loss and the jitter of each RTP stream in a pcap file: read(), and of each
// packet what streams.h does. It is the measure for those that do more: reader FILE PASSES [PACKETS_BEFORE_THE_CLOCK]
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

#include "streams.h"

enum { CHUNK = 1 << 20, FRAME_MAX = 1 << 18, JUDGED = 3 };

int main(int argc, char **argv) {
    if (argc < 3) return fprintf(stderr, "usage: reader FILE PASSES [PACKETS_BEFORE_THE_CLOCK]\n"), 2;
    int passes = atoi(argv[2]);
    uint64_t before = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
    uint8_t *buffer = aligned_alloc(4096, FRAME_MAX + CHUNK + 4096);
    double best = INFINITY;
    uint64_t packets = 0;
    sums found = {0};
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
        found = table_sum(&t);
        free(t.slots);
        double ns = 1e9 * seconds / (packets - before);
        if (pass >= passes - JUDGED && ns < best) best = ns;
    }
    printf("packets=%lu received=%lu lost=%lu duplicate=%lu jitter=%.0f ns=%.2f\n", packets, found.received, found.lost, found.duplicates, found.jitter, best);
    return 0;
}
