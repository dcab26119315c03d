// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.probe.publish.SipMessages;
import java.util.Locale;

/**
 * Every setting of the probe: its key in a settings file, its default and what it means. The environment variable of a
 * setting is its key in capitals, dots as underscores, behind {@code EARSHOT_PROBE_}.
 */
public enum ProbeSetting {
    ID("id", "probe", "Name of this probe in every event."),
    INTERFACE("capture.interface", "", "Network interfaces to capture on, separated by commas."),
    FILTER("capture.filter", "", "What to capture, in libpcap's filter language; empty for everything."),
    SNAP_LENGTH("capture.snapLength", "65535", "Octets kept of each packet."),
    PROMISCUOUS("capture.promiscuous", "true", "Whether to see packets for other hosts: true or false."),
    BUFFER_MIB("capture.bufferMiB", "64", "Kernel capture buffer, MiB."),
    METHOD(
            "capture.method",
            "auto",
            "What live packets come through: ring (the Linux kernel's), libpcap, or auto: the ring where it can be had."),
    DEDUPLICATE_MS(
            "capture.deduplicateMs",
            "0",
            "A packet seen again within so many ms is the mirror's copy and dropped; 0: none."),
    READ("read", "", "Capture files to read instead, separated by the path separator; - for standard input."),
    WATCH("watch", "", "Folder of capture files to read as they appear and grow."),
    DONE("watch.done", "", "Folder that watched files are moved to when they were read; empty leaves them."),
    HEP_LISTEN("hep.listen", "", "Where agents send HEP to, e.g. udp://127.0.0.1:9060; several separated by commas."),
    HEP_AGENTS("hep.agents", "127.0.0.0/8,::1", "Addresses and ranges that agents may have, separated by commas."),
    HEP_KEY_FILE("hep.keyFile", "", "File with the key that every HEP packet must carry; empty for none."),
    HEP_TLS_CERTIFICATE("hep.tls.certificate", "", "PEM file with the certificate of tls:// addresses."),
    HEP_TLS_KEY("hep.tls.key", "", "PEM file with its key, PKCS #8."),
    HEP_TLS_CLIENT_CA("hep.tls.clientCa", "", "PEM file: agents must show a certificate signed by one of these."),
    HEP_CONNECTIONS_MAX("hep.connectionsMax", "64", "TCP and TLS connections at once on each address."),
    HEP_IDLE_SECONDS("hep.idleSeconds", "600", "A connection silent for that long is closed, s."),
    HEP_LOGS("hep.logs", "count", "What becomes of log lines that agents send: count, or keep those that name a call."),
    REPLAY("replay", "false", "Whether files are played as if live, their times moved to now: true or false."),
    SPEED("replay.speed", "1", "Pace of a replay as a multiple of real time, or max."),
    KAFKA("kafka.bootstrap", "localhost:9092", "Kafka brokers, host:port, separated by commas."),
    QUEUE_MAX("publish.queueMax", "65536", "Events that may wait for Kafka in the probe."),
    STREAMS_MAX("streams.max", "100000", "RTP streams followed at once."),
    STREAM_IDLE_SECONDS("streams.idleSeconds", "60", "A stream silent for that long has ended, s."),
    REPORT_SECONDS("reports.mediaSeconds", "5", "Interval of media reports, s."),
    FIXED_BUFFERS(
            "buffers.fixedMs", "50,200", "Depths of the two fixed playout buffers, ms; the first counts in scores."),
    ADAPTIVE_BUFFER("buffers.adaptiveMs", "20-500", "Least and most delay of the adaptive playout buffer, ms."),
    SIP_HEADERS(
            "sip.headers",
            String.join(",", SipMessages.CUSTOM_DEFAULT),
            "Headers of no standard that SIP events keep, separated by commas."),
    NUMBERS("privacy.numbers", "clear", "How telephone numbers leave the probe: clear, or tokenised by a key."),
    NUMBER_KEY_FILE("privacy.keyFile", "", "File with that key, 16 octets or more; the same for all probes."),
    NUMBER_KEY("privacy.key", "", "That key itself, where there is no file: meant for the environment."),
    HTTP_PORT("http.port", "9464", "Loopback port for metrics and health; 0 turns it off.");

    private final String key;
    private final String defaultValue;
    private final String meaning;

    ProbeSetting(String key, String defaultValue, String meaning) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    public String key() {
        return key;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public String meaning() {
        return meaning;
    }

    public String environmentVariable() {
        return "EARSHOT_PROBE_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
