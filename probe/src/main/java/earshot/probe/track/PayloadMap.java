// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.protocols.rtp.PayloadTypes;
import earshot.protocols.sdp.SessionDescription.Codec;
import earshot.protocols.sdp.SessionDescription.MediaDescription;
import earshot.quality.PacketKind;
import java.util.List;
import java.util.Locale;

/** What the 128 payload types mean at one endpoint: as its session description says, else as RFC 3551 does. */
public final class PayloadMap {
    /** Only the static payload types. */
    public static final PayloadMap STATIC = new PayloadMap();

    private static final int TYPES = PayloadTypes.MAX + 1;
    private static final int COMFORT_NOISE_OLD = 19; // as some phones of the nineties still send it

    private final String[] names;
    private final int[] clockRatesHz;
    private final PacketKind[] kinds;
    private final boolean[] declared;
    private final boolean[] redundant;
    /** Of the media line that it was made from. */
    private List<Codec> codecs = List.of();

    private boolean encrypted;

    private PayloadMap() {
        names = new String[TYPES];
        clockRatesHz = new int[TYPES];
        kinds = new PacketKind[TYPES];
        declared = new boolean[TYPES];
        redundant = new boolean[TYPES];
        for (int type = 0; type < TYPES; type++) {
            names[type] = PayloadTypes.name(type);
            clockRatesHz[type] = PayloadTypes.clockRateHz(type);
            kinds[type] = kindOf(names[type]);
        }
        kinds[COMFORT_NOISE_OLD] = PacketKind.COMFORT_NOISE;
    }

    private PayloadMap(PayloadMap base) {
        names = base.names.clone();
        clockRatesHz = base.clockRatesHz.clone();
        kinds = base.kinds.clone();
        declared = base.declared.clone();
        redundant = base.redundant.clone();
    }

    /**
     * The map of a media line.
     *
     * @param before what the same call declared for the endpoint earlier: still true for types that are not redefined,
     *     because media may run ahead of signalling or lag behind it
     */
    static PayloadMap of(MediaDescription media, PayloadMap before) {
        if (before.says(media)) return before;
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
        map.codecs = media.codecs();
        map.encrypted = media.encrypted();
        return map;
    }

    /** Whether it says all that the media line does, be it in more words. */
    private boolean says(MediaDescription media) {
        if (encrypted != media.encrypted()) return false;
        for (Codec codec : media.codecs()) {
            int type = codec.payloadType();
            boolean isSaid = type >= 0
                    && type < TYPES
                    && declared[type]
                    && clockRatesHz[type] == codec.clockRateHz()
                    && names[type].equals(codec.name());
            if (!isSaid) return false;
        }
        return true;
    }

    /** Whether it was made from such a media line. */
    boolean isOf(MediaDescription media) {
        return encrypted == media.encrypted() && codecs.equals(media.codecs());
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
