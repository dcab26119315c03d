// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the program as its help groups them. What they mean as settings is said in {@link Probe}. */
final class ProbeOptions {
    private ProbeOptions() {}

    /** Live capture. */
    static final class Interfaces {
        @Option(
                names = "--interface",
                paramLabel = "NAME",
                description = "Capture on this network interface; several with commas, or the option again.")
        @Nullable
        List<String> interfaces;

        @Option(
                names = "--filter",
                paramLabel = "BPF",
                description = "Capture only this, in libpcap's filter language.")
        @Nullable
        String filter;

        @Option(
                names = "--snaplen",
                paramLabel = "OCTETS",
                description = "Keep so much of each packet (default: 65535).")
        @Nullable
        String snapLength;

        @Option(names = "--no-promiscuous", description = "See only packets for this host.")
        boolean notPromiscuous;

        @Option(
                names = "--capture-method",
                paramLabel = "NAME",
                description = "ring (the kernel's), libpcap, or auto: the ring where it can be had (default).")
        @Nullable
        String method;

        @Option(names = "--list-interfaces", description = "Print the interfaces that can be captured on.")
        boolean listInterfaces;
    }

    /** Captures in files, or by a pipe. */
    static final class CaptureFiles {
        @Option(
                names = "--read",
                arity = "1..*",
                paramLabel = "FILE",
                description = "Read pcap or pcapng files, gzipped or not; - for standard input.")
        @Nullable
        List<String> files;

        @Option(
                names = "--watch",
                paramLabel = "DIR",
                description = "Read capture files in DIR as they appear and grow.")
        @Nullable
        String watch;

        @Option(
                names = "--done",
                paramLabel = "DIR",
                description = "Move watched files there when read (default: leave).")
        @Nullable
        String done;

        @Option(names = "--replay", description = "Play files as if live: times moved to now, at their own pace.")
        boolean replay;

        @Option(names = "--speed", paramLabel = "X", description = "Replay at X times the pace, or max (default: 1).")
        @Nullable
        String speed;
    }

    /** Who may send by HEP. */
    static final class Agents {
        @Option(
                names = "--hep",
                paramLabel = "URL",
                description = "Let agents send HEP: udp://127.0.0.1:9060, tcp://, tls://; may be given several times.")
        @Nullable
        List<String> hep;

        @Option(
                names = "--hep-agents",
                paramLabel = "CIDR",
                description = "Addresses and ranges that agents may have (default: this machine).",
                split = ",")
        @Nullable
        List<String> hepAgents;

        @Option(
                names = "--hep-key-file",
                paramLabel = "FILE",
                description = "File with the key that HEP packets must carry (default: none).")
        @Nullable
        String hepKeyFile;

        @Option(names = "--hep-tls-cert", paramLabel = "FILE", description = "Certificate for tls://, PEM.")
        @Nullable
        String hepTlsCertificate;

        @Option(names = "--hep-tls-key", paramLabel = "FILE", description = "Its key, PEM (PKCS #8).")
        @Nullable
        String hepTlsKey;

        @Option(
                names = "--hep-tls-ca",
                paramLabel = "FILE",
                description = "Agents must show a certificate of these, PEM.")
        @Nullable
        String hepTlsClientCa;

        @Option(
                names = "--hep-logs",
                paramLabel = "WHAT",
                description = "count log lines (default), or keep those that name a call; they are free text.")
        @Nullable
        String hepLogs;
    }

    /** What is published, and where. */
    static final class Events {
        @Option(
                names = "--deduplicate",
                description = "Drop the copies that a doubled mirror port makes, within 10 ms.")
        boolean deduplicate;

        @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka brokers (default: localhost:9092).")
        @Nullable
        String kafka;

        @Option(
                names = "--id",
                paramLabel = "NAME",
                description = "Name of this probe in every event (default: probe).")
        @Nullable
        String id;

        @Option(
                names = "--sip-header",
                paramLabel = "NAME",
                description = "Keep this header of SIP, too, beside the usual ones; may be given several times.")
        @Nullable
        List<String> sipHeaders;

        @Option(
                names = "--tokenise-numbers",
                description = "Let telephone numbers out as tokens only; needs a key of 16 octets or more.")
        boolean tokeniseNumbers;

        @Option(
                names = "--number-key-file",
                paramLabel = "FILE",
                description = "File with the key for that (or EARSHOT_PROBE_PRIVACY_KEY), the same for all probes.")
        @Nullable
        String numberKeyFile;
    }

    /** The program itself. */
    static final class Running {
        @Option(names = "--config", paramLabel = "FILE", description = "Read settings from a properties file.")
        @Nullable
        Path config;

        @Option(
                names = "--http-port",
                paramLabel = "PORT",
                description = "Metrics on loopback (default: 9464, 0: off).")
        @Nullable
        String httpPort;
    }
}
