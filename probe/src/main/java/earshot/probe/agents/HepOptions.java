// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may send by HEP, and where to.
 *
 * @param agents addresses that agents may have
 * @param connectionsMax TCP and TLS connections at once
 * @param idleMillis a connection silent for that long is closed
 */
public record HepOptions(
        List<ListenAddress> listen,
        List<AddressRange> agents,
        AgentKey key,
        @Nullable TlsFiles tls,
        int connectionsMax,
        int idleMillis) {
    /**
     * PEM files.
     *
     * @param clientAuthority when there is one, agents must show a certificate that it signed
     */
    public record TlsFiles(
            Path certificate, Path key, @Nullable Path clientAuthority) {}
}
