// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

import java.util.Locale;

/** These are the targets by name; each is a class of {@code earshot.fuzz.targets} of the same name. */
public enum Targets {
    FRAMES,
    FRAGMENTS,
    TCP_REASSEMBLY,
    SIP_DATAGRAM,
    SIP_STREAM,
    WEB_SOCKET,
    MEDIA_STREAM,
    SDP,
    MULTIPART,
    REDACTOR,
    RTP,
    RTCP,
    HEP,
    LOG_TEXT,
    QUALITY_REPORT,
    DATAGRAMS,
    CAPTURE_FILE,
    PROBE,
    CALLS;

    /** {@code sip-datagram}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The target of a label; an IllegalArgumentException names those there are. */
    public static Targets of(String label) {
        for (Targets target : values()) {
            if (target.label().equals(label)) return target;
        }
        throw new IllegalArgumentException("no target " + label + "; there are " + labels());
    }

    static String labels() {
        StringBuilder labels = new StringBuilder();
        for (Targets target : values())
            labels.append(labels.isEmpty() ? "" : ", ").append(target.label());
        return labels.toString();
    }

    /** A new one, over Earshot's classes with counters in them. */
    FuzzTarget load() {
        StringBuilder name = new StringBuilder();
        for (String word : label().split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return load(name.toString());
    }

    static FuzzTarget load(String name) {
        try {
            CountingLoader loader = new CountingLoader(Targets.class.getClassLoader());
            Class<?> type = loader.loadClass("earshot.fuzz.targets." + name + "Target");
            return (FuzzTarget) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no class for the target " + name, e);
        }
    }
}
