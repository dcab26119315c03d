// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.time.EventOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call says of one endpoint, as of {@link #order}: "media of mine runs here". A later claim of the same call on
 * the same endpoint replaces it. Keyed by {@link #endpoint}.
 */
public class EndpointClaim {
    public EventOrder order = new EventOrder();
    /** The key: ip:port. */
    public String endpoint = "";

    public String callId = "";
    public Side side = Side.CALLER;
    /** When the call first named the endpoint. */
    public long fromMicros;
    /** When it ceased to: Long.MAX_VALUE while it holds. */
    public long untilMicros = Long.MAX_VALUE;
    /** The INVITE was answered (2xx): not only one party's word. */
    public boolean confirmed;
    /** Named as an ICE candidate only, not in the m-line. */
    public boolean candidate;
    /** audio, video, ... */
    public String kind = "";
    /** Endpoints that the other side named for the same m-line. */
    public List<String> peers = new ArrayList<>();
    /** IP addresses that the SDP was sent from. */
    public List<String> senders = new ArrayList<>();
    /** IP addresses that the SDP of the other side was sent from. */
    public List<String> peerSenders = new ArrayList<>();
    /** Payload types in force: {@code 96 opus 48000}, a blank, and the format parameters, if any. */
    public List<String> codecs = new ArrayList<>();
    /** What else is said of the m-line. */
    public Terms terms = new Terms();
    /** The same of the other side, once it has answered. */
    public @Nullable Terms peerTerms;

    public List<String> peerCodecs = new ArrayList<>();

    public EndpointClaim() {}
}
