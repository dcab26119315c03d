// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import earshot.protocols.ip.IpAddress;
import earshot.protocols.sdp.SessionDescription;
import earshot.protocols.sdp.SessionDescription.Codec;
import earshot.protocols.sdp.SessionDescription.MediaDescription;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What session descriptions said of endpoints: that media is expected there, what its payload types mean, and to which
 * media endpoint an RTCP endpoint belongs. Hints only: a stream is followed without them too, and whose call it is is
 * decided elsewhere. The last description wins; the hint used longest ago makes room.
 */
public final class MediaHints {
    private static final int SHARED_MAPS = 1 << 8;

    private final FlowTable endpoints;
    private final Flow key = new Flow();
    private @Nullable PayloadMap[] maps = new PayloadMap[0];
    private final @Nullable PayloadMap[] sharedMaps = new PayloadMap[SHARED_MAPS];
    private int[] callHashes = new int[0];
    private int[] mediaPorts = new int[0];
    private ChangeListener listener = (high, low, port) -> {};

    public MediaHints(int limit, long seed) {
        this.endpoints = new FlowTable(limit, seed);
    }

    /** Told of each endpoint of which something new is known, or nothing any more. */
    interface ChangeListener {
        void onChange(long high, long low, int port);
    }

    /** Says who is told of changes. */
    void onChange(ChangeListener listener) {
        this.listener = listener;
    }

    /** Takes in the description of a message of that call. */
    public void learn(SessionDescription description, String callId) {
        for (MediaDescription media : description.media()) {
            if (!media.isRtp() || media.port() == 0) continue;
            learn(media.address(), media.port(), media, callId.hashCode());
            for (String candidate : media.candidates()) {
                int colon = candidate.lastIndexOf(':');
                learn(candidate.substring(0, colon), port(candidate, colon), media, callId.hashCode());
            }
            if (!media.rtcpMux()) learnRtcp(media);
        }
    }

    /** What the payload types of packets to that endpoint mean, null when no description named it. */
    @Nullable
    PayloadMap find(long high, long low, int port) {
        int slot = slotOf(high, low, port);
        return slot == FlowTable.NONE ? null : maps[slot];
    }

    /** The media port that RTCP at this endpoint speaks of, 0 when no description says. */
    int mediaPortOfRtcp(long high, long low, int port) {
        int slot = slotOf(high, low, port);
        return slot == FlowTable.NONE ? 0 : mediaPorts[slot];
    }

    private void learn(String address, int port, MediaDescription media, int callHash) {
        int slot = slotFor(address, port);
        if (slot == FlowTable.NONE) return;
        PayloadMap before = maps[slot];
        boolean sameCall = before != null && callHashes[slot] == callHash;
        maps[slot] = sameCall && before != null ? PayloadMap.of(media, before) : mapOf(media);
        callHashes[slot] = callHash;
        changed(slot);
    }

    /** Most telephones of a network offer the same codecs: their endpoints share one map. */
    private PayloadMap mapOf(MediaDescription media) {
        int hash = media.codecs().size();
        for (Codec codec : media.codecs())
            hash = 31 * hash + codec.payloadType() + codec.name().length();
        int place = hash & (SHARED_MAPS - 1);
        PayloadMap known = sharedMaps[place];
        if (known != null && known.isOf(media)) return known;
        PayloadMap map = PayloadMap.of(media, PayloadMap.STATIC);
        sharedMaps[place] = map;
        return map;
    }

    private void changed(int slot) {
        endpoints.flow(slot, key);
        listener.onChange(key.destinationHigh(), key.destinationLow(), key.destinationPort());
    }

    private void learnRtcp(MediaDescription media) {
        int slot = slotFor(media.rtcpAddress(), media.rtcpPort());
        if (slot != FlowTable.NONE) mediaPorts[slot] = media.port();
    }

    private int slotFor(String address, int port) {
        byte[] bytes = IpAddress.parse(address);
        if (bytes == null || port <= 0 || port > 0xFFFF || isUnspecified(bytes)) return FlowTable.NONE;
        key.setSource(0, 0, 0);
        key.setDestination(bytes, 0, bytes.length, port);
        int slot = endpoints.find(key, 0);
        if (slot != FlowTable.NONE) {
            endpoints.touch(slot);
            return slot;
        }
        if (endpoints.isFull()) {
            changed(endpoints.oldest());
            endpoints.remove(endpoints.oldest());
            key.setDestination(bytes, 0, bytes.length, port);
        }
        slot = endpoints.add(key, 0);
        if (slot >= maps.length) grow();
        maps[slot] = null;
        mediaPorts[slot] = 0;
        return slot;
    }

    private int slotOf(long high, long low, int port) {
        key.setSource(0, 0, 0);
        key.setDestination(high, low, port);
        return endpoints.find(key, 0);
    }

    private void grow() {
        maps = Arrays.copyOf(maps, endpoints.slots());
        callHashes = Arrays.copyOf(callHashes, endpoints.slots());
        mediaPorts = Arrays.copyOf(mediaPorts, endpoints.slots());
    }

    private static boolean isUnspecified(byte[] address) {
        for (byte part : address) {
            if (part != 0) return false;
        }
        return true;
    }

    private static int port(String endpoint, int colon) {
        int port = 0;
        for (int i = colon + 1; i < endpoint.length() && port <= 0xFFFF; i++) {
            port = 10 * port + Character.digit(endpoint.charAt(i), 10);
        }
        return port;
    }
}
