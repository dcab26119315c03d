// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.security;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** What the caller of the present request may see. */
public final class Access {
    private Access() {}

    /** Whether phone numbers and raw messages are shown as they are. */
    public static boolean seesNumbers() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null
                && caller.getAuthorities().stream()
                        .anyMatch(held -> Role.TROUBLESHOOTER.authority().equals(held.getAuthority()));
    }
}
