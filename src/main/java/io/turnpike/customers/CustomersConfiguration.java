package io.turnpike.customers;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The parts of this package that commands and steps ask for. */
@Configuration(proxyBeanMethods = false)
class CustomersConfiguration {
    @Bean
    CustomerImport customerImport(DataSource dataSource, PlatformTransactionManager transactions) {
        return new CustomerImport(dataSource, transactions);
    }

    @Bean
    CustomerExport customerExport(DataSource dataSource, PlatformTransactionManager transactions) {
        return new CustomerExport(dataSource, transactions);
    }

    @Bean
    AccountNames accountNames(JdbcClient jdbc) {
        return new AccountNames(jdbc);
    }

    @Bean
    ServiceOrders serviceOrders(JdbcClient jdbc) {
        return new ServiceOrders(jdbc);
    }

    @Bean
    ServiceDirectoryLoader serviceDirectoryLoader(DataSource dataSource, PlatformTransactionManager transactions) {
        return new ServiceDirectoryLoader(dataSource, transactions);
    }
}
