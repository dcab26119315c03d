// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
//
// The same as reader.c, live: packets stay where the kernel put them (TPACKET_V3), and of each is done what streams.h does.
// It is told by lines what to do, as LiveReader is: ring INTERFACE
//   open MIB     opens a ring of that size, says "ready"
//   read PACKETS reads so many, or until nothing came for two seconds; says what it found and closes the ring
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "streams.h"

enum { BLOCK = 1 << 20, RETIRE_MS = 20, SILENCE_MS = 2000 };

typedef struct {
    int socket;
    uint8_t *memory;
    size_t blocks, next;
} ring;

static void ring_open(ring *r, const char *device, size_t mib) {
    *r = (ring){.socket = socket(AF_PACKET, SOCK_RAW, 0), .blocks = mib};
    if (r->socket < 0) die("socket");
    int version = TPACKET_V3;
    if (setsockopt(r->socket, SOL_PACKET, PACKET_VERSION, &version, sizeof version)) die("TPACKET_V3");
    struct tpacket_req3 request = {.tp_block_size = BLOCK, .tp_block_nr = r->blocks, .tp_frame_size = 2048,
                                   .tp_frame_nr = BLOCK / 2048 * r->blocks, .tp_retire_blk_tov = RETIRE_MS};
    if (setsockopt(r->socket, SOL_PACKET, PACKET_RX_RING, &request, sizeof request)) die("ring");
    r->memory = mmap(NULL, r->blocks * BLOCK, PROT_READ | PROT_WRITE, MAP_SHARED, r->socket, 0);
    if (r->memory == MAP_FAILED) die("mmap");
    struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL),
                                  .sll_ifindex = if_nametoindex(device)};
    if (bind(r->socket, (struct sockaddr *)&address, sizeof address)) die("bind");
}

static void ring_read(ring *r, uint64_t most) {
    table t;
    table_make(&t, 1024);
    uint64_t packets = 0;
    double start = 0, end = 0, base_ms = 0;
    while (packets < most) {
        struct tpacket_block_desc *block = (void *)(r->memory + r->next * BLOCK);
        if (!(__atomic_load_n(&block->hdr.bh1.block_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER)) {
            struct pollfd wait = {.fd = r->socket, .events = POLLIN};
            end = cpu_seconds();
            if (poll(&wait, 1, packets ? SILENCE_MS : 30000) == 0) break;
            continue;
        }
        if (!packets) start = cpu_seconds();
        struct tpacket3_hdr *header = (void *)((uint8_t *)block + block->hdr.bh1.offset_to_first_pkt);
        for (uint32_t i = 0; i < block->hdr.bh1.num_pkts; i++) {
            double ms = header->tp_sec * 1e3 + header->tp_nsec / 1e6;
            if (!base_ms) base_ms = ms;
            packet(&t, (uint8_t *)header + header->tp_mac, header->tp_snaplen, ms - base_ms);
            header = (void *)((uint8_t *)header + header->tp_next_offset);
        }
        packets += block->hdr.bh1.num_pkts;
        __atomic_store_n(&block->hdr.bh1.block_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
        r->next = r->next + 1 == r->blocks ? 0 : r->next + 1;
        end = packets < most ? end : cpu_seconds();
    }
    struct tpacket_stats_v3 statistics;
    socklen_t length = sizeof statistics;
    if (getsockopt(r->socket, SOL_PACKET, PACKET_STATISTICS, &statistics, &length)) die("statistics");
    sums found = table_sum(&t);
    free(t.slots);
    printf("packets=%lu dropped=%u received=%lu lost=%lu duplicate=%lu ns=%.2f allocated=0\n", packets,
           statistics.tp_drops, found.received, found.lost, found.duplicates, 1e9 * (end - start) / packets);
    munmap(r->memory, r->blocks * BLOCK);
    close(r->socket);
}

int main(int argc, char **argv) {
    if (argc != 2) return fprintf(stderr, "usage: ring INTERFACE\n"), 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    char line[64];
    ring r = {0};
    while (fgets(line, sizeof line, stdin)) {
        if (!strncmp(line, "open ", 5)) {
            ring_open(&r, argv[1], strtoull(line + 5, NULL, 10));
            puts("ready");
        } else if (!strncmp(line, "read ", 5)) {
            ring_read(&r, strtoull(line + 5, NULL, 10));
        } else {
            return fprintf(stderr, "open or read, not %s", line), 2;
        }
    }
    return 0;
}
