// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where live packets come from: the kernel's ring, or libpcap for what the ring is not for. */
public final class LiveCapture {
    /** A packet may be that late when it is handed over. Others wait so long for it in a merge. */
    static final long DELIVERY_NANOS_MAX = 250_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(LiveCapture.class);

    private LiveCapture() {}

    /**
     * Gets ready to capture, from when it is asked for packets first, or says in one sentence what is missing. Through
     * libpcap packets come in from now on.
     *
     * @param clockNanos wall clock, nanoseconds since 1970
     */
    public static PacketSource open(LiveOptions options, LongSupplier clockNanos) throws CaptureException {
        String device = options.device();
        if (options.method() == LiveOptions.Method.LIBPCAP) {
            LibpcapSource source = LibpcapSource.open(options, clockNanos);
            LOG.info("capturing on {} through libpcap, as the settings say", device);
            return source;
        }
        try {
            RingSource source = RingSource.open(options, clockNanos);
            LOG.info("capturing on {} through the kernel's ring of {} MiB", device, options.bufferMiB());
            return source;
        } catch (RingRefused e) {
            if (options.method() == LiveOptions.Method.RING) {
                String sentence = "cannot capture on " + device + " through the kernel's ring: " + e.getMessage();
                throw new CaptureException(sentence + "; libpcap may be able to", e);
            }
            LOG.info("capturing on {} through libpcap, for the kernel's ring is no choice: {}", device, e.getMessage());
            return LibpcapSource.open(options, clockNanos);
        }
    }

    /** The numbers of a live source. */
    static Map<String, Long> metrics(String device, PacketSource source) {
        String name = "capture_dropped_total{interface=\"" + device + "\",by=\"";
        return Map.of(name + "kernel\"}", source.kernelDropped(), name + "card\"}", source.interfaceDropped());
    }

    static CaptureException notPermitted(String device) {
        return new CaptureException("capturing on " + device
                + " needs the capability CAP_NET_RAW: run as root, or give it to the service"
                + " with AmbientCapabilities=CAP_NET_RAW (systemd) or with setpriv --ambient-caps +net_raw");
    }

    static CaptureException unknown(String device, List<String> known) {
        return new CaptureException("no interface named " + device + "; there are: " + String.join(", ", known));
    }
}
