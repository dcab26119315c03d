// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.calls.rules.RuleException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What key figures are told apart by.
 *
 * @param trunks named groups of addresses; one address may be in several
 * @param peersMax addresses with figures of their own in one minute; the others are counted together
 */
public record KpiSettings(List<Trunk> trunks, int peersMax) implements Serializable {
    public static final int PEERS_DEFAULT = 1_000;
    private static final int PEERS_MIN = 16;
    private static final int PEERS_LIMIT = 100_000;

    public static final KpiSettings DEFAULT = new KpiSettings(List.of(), PEERS_DEFAULT);

    public KpiSettings {
        if (peersMax < PEERS_MIN || peersMax > PEERS_LIMIT) {
            throw new IllegalArgumentException(
                    "peersMax is " + peersMax + ", allowed: " + PEERS_MIN + " to " + PEERS_LIMIT);
        }
        trunks = List.copyOf(trunks);
    }

    /** With the trunks of a file, if there is one. */
    public static KpiSettings of(@Nullable Path trunks) throws RuleException {
        return trunks == null ? DEFAULT : new KpiSettings(TrunkFile.read(trunks), PEERS_DEFAULT);
    }

    /** Names of the trunks that an address is in. */
    public List<String> trunksOf(String address) {
        byte[] octets = trunks.isEmpty() ? null : Network.octets(address);
        if (octets == null) return List.of();
        return trunks.stream()
                .filter(trunk -> trunk.contains(octets))
                .map(Trunk::name)
                .toList();
    }
}
