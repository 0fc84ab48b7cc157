package io.turnpike.ops;

import io.turnpike.payments.online.OnlinePayments;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is served under which address. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class WebConfiguration {
    @Bean
    ServletRegistrationBean<PaymentSystemServlet> paymentSystems(OnlinePayments payments, Clock clock) {
        return new ServletRegistrationBean<>(new PaymentSystemServlet(payments, clock), "/pay/*");
    }

    @Bean
    ServletRegistrationBean<HealthServlet> health(JdbcClient jdbc, OnlinePayments payments, Clock clock) {
        return new ServletRegistrationBean<>(new HealthServlet(jdbc, payments, clock), "/health");
    }
}
