// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
//
// Sends the first frames of a pcap file as fast as it can, whatever their times are: sender FILE PACKETS INTERFACE
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { AT_ONCE = 64 };

static void die(const char *what) {
    perror(what);
    exit(1);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc != 4) return fprintf(stderr, "usage: sender FILE PACKETS INTERFACE\n"), 2;
    uint64_t wanted = strtoull(argv[2], NULL, 10), packets = 0;
    int file = open(argv[1], O_RDONLY);
    struct stat about;
    if (file < 0 || fstat(file, &about)) die(argv[1]);
    uint8_t *at = mmap(NULL, about.st_size, PROT_READ, MAP_PRIVATE, file, 0), *end = at + about.st_size;
    if (at == MAP_FAILED) die("mmap");
    at += 24;
    struct iovec *frames = calloc(wanted, sizeof *frames);
    volatile uint8_t touched = 0; // so that nothing has to be read from the file while the clock runs
    for (; packets < wanted && end - at >= 16; packets++) {
        uint32_t length = ntohl(*(uint32_t *)(at + 8));
        if (end - at < 16 + (ptrdiff_t)length) break;
        frames[packets] = (struct iovec){.iov_base = at + 16, .iov_len = length};
        touched += at[16];
        at += 16 + length;
    }

    int out = socket(AF_PACKET, SOCK_RAW, 0), yes = 1;
    if (out < 0) die("socket");
    if (setsockopt(out, SOL_PACKET, PACKET_QDISC_BYPASS, &yes, sizeof yes)) die("PACKET_QDISC_BYPASS");
    struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_ifindex = if_nametoindex(argv[3])};
    if (bind(out, (struct sockaddr *)&address, sizeof address)) die("bind");
    double start = seconds();
    for (uint64_t sent = 0; sent < packets;) {
        struct mmsghdr messages[AT_ONCE] = {0};
        unsigned count = 0;
        for (; count < AT_ONCE && sent + count < packets; count++) {
            messages[count].msg_hdr = (struct msghdr){.msg_iov = &frames[sent + count], .msg_iovlen = 1};
        }
        int done = sendmmsg(out, messages, count, 0);
        if (done < 0 && errno != ENOBUFS && errno != EAGAIN) die("send");
        if (done > 0) sent += done;
    }
    printf("sent=%lu kpps=%.0f\n", packets, packets / (seconds() - start) / 1e3);
    return 0;
}
