// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/** What a packet of a stream carries, as far as the statistics care. */
public enum PacketKind {
    /** Audio or video: the only kind whose timing says something of the network. */
    MEDIA,
    /** RFC 3389: sparse by nature, so its arrival tells nothing of jitter. */
    COMFORT_NOISE,
    /** RFC 4733: its timestamp stands still for the length of a key press. */
    TELEPHONE_EVENT
}
