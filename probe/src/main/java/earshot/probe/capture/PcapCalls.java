// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The functions of libpcap that translate a filter for an interface, by their own names (pcap_compile(3PCAP)). */
final class PcapCalls {
    static final int ERROR_LENGTH = 256;

    static {
        Native.register(PcapCalls.class, "pcap");
    }

    private PcapCalls() {}

    static native @Nullable Pointer pcap_create(String device, Pointer error);

    static native int pcap_set_snaplen(Pointer handle, int length);

    /** Returns less than 0 when it failed. */
    static native int pcap_activate(Pointer handle);

    static native int pcap_compile(Pointer handle, Pointer program, String filter, int optimise, int netmask);

    static native void pcap_freecode(Pointer program);

    static native String pcap_geterr(Pointer handle);

    static native String pcap_statustostr(int status);

    static native void pcap_close(Pointer handle);
}
