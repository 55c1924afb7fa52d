import { createElement } from 'lwc';
import OpenAmount from 'c/openAmount';

describe('c-open-amount', () => {
    it('shows nothing as zero', () => {
        const element = createElement('c-open-amount', { is: OpenAmount });
        document.body.appendChild(element);
        expect(element.shadowRoot.querySelector('lightning-formatted-number').value).toBe(0);
    });
});
