// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** Tells Spring where the features live; {@link ApiServer} starts it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration")
@ComponentScan
class ApiApplication {}
