// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.link;

/**
 * This is what was wrapped around the innermost IP packet of a frame, outermost first: tags and tunnels, each with the
 * number that names it. It is filled again for each frame and makes no object until its text is asked for.
 *
 * <p>Some of it says on which <em>network</em> the packet is: VLAN ids, VXLAN and Geneve network identifiers. The same
 * addresses on two networks are two pairs of hosts, or one packet seen twice on its way. The rest says only how the
 * packet was carried there, and may change while a call runs: a GTP tunnel at each hand-over.
 */
public final class Encapsulation {
    /** Of a packet without any. */
    public static final Encapsulation NONE = new Encapsulation();

    /** Of a payload that a capture agent sent: what was around it where the agent saw it is not known. */
    public static final Encapsulation HEP = ofHep();

    private static final int LAYERS_MAX = 2 * (FrameDecoder.ENCAPSULATIONS_MAX + 2);
    private static final long NO_ID = -1;

    /** One layer around a packet. */
    enum Layer {
        VLAN("vlan", true, false),
        MPLS("mpls", false, false),
        PPPOE("pppoe", false, false),
        GRE("gre", false, true),
        ERSPAN("erspan", false, false),
        VXLAN("vxlan", true, false),
        GENEVE("geneve", true, false),
        GTP("gtp-u", false, true),
        TZSP("tzsp", false, false),
        IP("ip", false, false),
        HEP("hep", false, false);

        private static final Layer[] ALL = values();
        private final String label;
        private final boolean isNetwork;
        private final boolean isHex;

        Layer(String label, boolean isNetwork, boolean isHex) {
            this.label = label;
            this.isNetwork = isNetwork;
            this.isHex = isHex;
        }
    }

    private final byte[] layers = new byte[LAYERS_MAX];
    private final long[] ids = new long[LAYERS_MAX];
    private int depth;
    private long network;

    private static Encapsulation ofHep() {
        Encapsulation hep = new Encapsulation();
        hep.add(Layer.HEP);
        return hep;
    }

    void clear() {
        depth = 0;
        network = 0;
    }

    void add(Layer layer) {
        add(layer, NO_ID);
    }

    @SuppressWarnings("EnumOrdinal") // an index into the same enum, never stored
    void add(Layer layer, long id) {
        if (depth == LAYERS_MAX) return;
        layers[depth] = (byte) layer.ordinal();
        ids[depth++] = id;
        if (layer.isNetwork) network = mix(network, layers[depth - 1], id);
    }

    /** Forgets the layers inside the first so many. */
    void cut(int depth) {
        this.depth = depth;
        network = 0;
        for (int i = 0; i < depth; i++) {
            if (Layer.ALL[layers[i]].isNetwork) network = mix(network, layers[i], ids[i]);
        }
    }

    int depth() {
        return depth;
    }

    /** Names the network by its VLAN ids and network identifiers; 0 when there are none. */
    public long network() {
        return network;
    }

    /** The {@link #network} of packets with one VLAN tag of that id around them. */
    @SuppressWarnings("EnumOrdinal") // as in add
    public static long networkOfVlan(int id) {
        return id == 0 ? 0 : mix(0, Layer.VLAN.ordinal(), id);
    }

    private static long mix(long network, int layer, long id) {
        return (network ^ ((((long) layer + 1) << 32) | id)) * 0x9E3779B97F4A7C15L;
    }

    /** For a person, outermost first: {@code vlan 7 > vxlan 5001}; empty when there is none. */
    public String text() {
        if (depth == 0) return "";
        StringBuilder text = new StringBuilder(32);
        for (int i = 0; i < depth; i++) {
            Layer layer = Layer.ALL[layers[i]];
            if (i > 0) text.append(" > ");
            text.append(layer.label);
            if (ids[i] == NO_ID) continue;
            text.append(' ').append(layer.isHex ? "0x" + Long.toHexString(ids[i]) : Long.toString(ids[i]));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
