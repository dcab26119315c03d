// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.util.List;

/** A network interface that packets can be captured from. */
public record LiveInterface(String name, String description, List<String> addresses, boolean isUp) {}
