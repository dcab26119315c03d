// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.protocols.rtp.PayloadTypes;
import earshot.protocols.sdp.SessionDescription.Codec;
import earshot.protocols.sdp.SessionDescription.MediaDescription;
import earshot.quality.PacketKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the 128 payload types mean at one endpoint: as its session description says, else as RFC 3551 does. */
public final class PayloadMap {
    /** Only the static payload types. */
    public static final PayloadMap STATIC = new PayloadMap(null);

    private static final int TYPES = PayloadTypes.MAX + 1;
    private static final int COMFORT_NOISE_OLD = 19; // as some phones of the nineties still send it

    private final String[] names = new String[TYPES];
    private final int[] clockRatesHz = new int[TYPES];
    private final PacketKind[] kinds = new PacketKind[TYPES];
    private final boolean[] declared = new boolean[TYPES];
    private final boolean[] redundant = new boolean[TYPES];
    private boolean encrypted;

    private PayloadMap(@Nullable PayloadMap base) {
        for (int type = 0; type < TYPES; type++) {
            names[type] = base == null ? PayloadTypes.name(type) : base.names[type];
            clockRatesHz[type] = base == null ? PayloadTypes.clockRateHz(type) : base.clockRatesHz[type];
            kinds[type] = base == null ? kindOf(names[type]) : base.kinds[type];
            declared[type] = base != null && base.declared[type];
            redundant[type] = base != null && base.redundant[type];
        }
        if (base == null) kinds[COMFORT_NOISE_OLD] = PacketKind.COMFORT_NOISE;
    }

    /**
     * The map of a media line.
     *
     * @param before what the same call declared for the endpoint earlier: still true for types that are not redefined,
     *     because media may run ahead of signalling or lag behind it
     */
    static PayloadMap of(MediaDescription media, PayloadMap before) {
        PayloadMap map = new PayloadMap(before);
        for (Codec codec : media.codecs()) {
            int type = codec.payloadType();
            if (type < 0 || type >= TYPES) continue;
            map.names[type] = codec.name();
            map.clockRatesHz[type] = codec.clockRateHz();
            map.kinds[type] = kindOf(codec.name());
            map.declared[type] = true;
            map.redundant[type] = codec.name().equalsIgnoreCase("red");
        }
        map.encrypted = media.encrypted();
        return map;
    }

    /** Encoding name, empty when unknown. */
    public String name(int payloadType) {
        return names[payloadType];
    }

    /** Hz, 0 when unknown. */
    public int clockRateHz(int payloadType) {
        return clockRatesHz[payloadType];
    }

    public PacketKind kind(int payloadType) {
        return kinds[payloadType];
    }

    /** Whether a session description names the type. */
    public boolean isDeclared(int payloadType) {
        return declared[payloadType];
    }

    /** Whether the payload carries older data once more, by RFC 2198. */
    public boolean isRedundant(int payloadType) {
        return redundant[payloadType];
    }

    public boolean isEncrypted() {
        return encrypted;
    }

    private static PacketKind kindOf(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "telephone-event" -> PacketKind.TELEPHONE_EVENT;
            case "cn" -> PacketKind.COMFORT_NOISE;
            default -> PacketKind.MEDIA;
        };
    }
}
