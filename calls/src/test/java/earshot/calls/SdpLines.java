// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.events.SdpCodec;
import earshot.events.SdpDirection;
import earshot.events.SdpMedia;
import java.util.List;

/** The m-lines of a {@link Capture}. */
final class SdpLines {
    private SdpLines() {}

    static SdpMedia audio(String address, int port, SdpDirection direction) {
        return SdpMedia.newBuilder()
                .setKind("audio")
                .setAddress(address)
                .setPort(port)
                .setRtcpPort(port == 0 ? 0 : port + 1)
                .setProtocol("RTP/AVP")
                .setDirection(direction)
                .setCodecs(List.of(codec(0, "PCMU"), codec(101, "telephone-event")))
                .build();
    }

    private static SdpCodec codec(int payloadType, String name) {
        return SdpCodec.newBuilder()
                .setPayloadType(payloadType)
                .setName(name)
                .setClockRateHz(8_000)
                .build();
    }
}
