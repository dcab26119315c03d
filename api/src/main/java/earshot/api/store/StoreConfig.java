// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.store;

import earshot.api.ApiSettings;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection that all features share, and its health. */
@Configuration(proxyBeanMethods = false)
class StoreConfig {
    @Bean
    Store store(ApiSettings settings) {
        return new Store(settings.clickHouse());
    }

    @Bean
    HealthIndicator clickHouseHealthIndicator(Store store) {
        return () -> store.answers() ? Health.up().build() : Health.down().build();
    }
}
