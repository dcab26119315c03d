// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.security;

import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a caller may see. */
public enum Role {
    /** Calls, streams and key figures, with phone numbers masked and without raw messages. */
    VIEWER,
    /** All that, with numbers in clear and raw messages. */
    TROUBLESHOOTER;

    String authority() {
        return "ROLE_" + name();
    }

    List<GrantedAuthority> authorities() {
        return List.of(new SimpleGrantedAuthority(authority()));
    }
}
