// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.events.Endpoints;
import earshot.events.SdpDirection;
import earshot.events.SdpMedia;
import java.util.Objects;

/** What one side's SDP says of one m-line besides its codecs, as last told. */
public class Terms {
    /** ip:port where the side wants to receive. */
    public String endpoint = "";
    /** RTP/AVP, RTP/SAVP, ... */
    public String protocol = "";

    public boolean encrypted;
    public SdpDirection direction = SdpDirection.SENDRECV;
    /** What the side wants to receive; 0 when it does not say. */
    public int ptimeMs;
    /** The most that it wants to receive in one packet; 0 when it does not say. */
    public int maxPtimeMs;

    public boolean rtcpMux;
    public int rtcpPort;
    /** When that was told. */
    public long sinceMicros;

    public Terms() {}

    static Terms of(SdpMedia line, long timeMicros) {
        Terms terms = new Terms();
        terms.endpoint = Endpoints.of(line.getAddress(), line.getPort());
        terms.protocol = line.getProtocol();
        terms.encrypted = line.getEncrypted();
        terms.direction = line.getDirection();
        terms.ptimeMs = line.getPtimeMs();
        terms.maxPtimeMs = line.getMaxPtimeMs();
        terms.rtcpMux = line.getRtcpMux();
        terms.rtcpPort = line.getRtcpPort();
        terms.sinceMicros = timeMicros;
        return terms;
    }

    /** Whether the side may send. */
    public boolean sends() {
        return direction == SdpDirection.SENDRECV || direction == SdpDirection.SENDONLY;
    }

    /** Whether the side wants to receive. */
    public boolean receives() {
        return direction == SdpDirection.SENDRECV || direction == SdpDirection.RECVONLY;
    }

    @Override
    public int hashCode() {
        return Objects.hash(endpoint, protocol, encrypted, direction.name(), ptimeMs, maxPtimeMs, rtcpMux, rtcpPort);
    }

    /** The same terms, whenever they were told. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Terms terms
                && endpoint.equals(terms.endpoint)
                && protocol.equals(terms.protocol)
                && encrypted == terms.encrypted
                && direction == terms.direction
                && ptimeMs == terms.ptimeMs
                && maxPtimeMs == terms.maxPtimeMs
                && rtcpMux == terms.rtcpMux
                && rtcpPort == terms.rtcpPort;
    }
}
