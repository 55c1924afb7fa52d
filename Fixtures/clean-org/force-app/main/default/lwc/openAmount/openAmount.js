import { LightningElement, api, wire } from 'lwc';
import openAmount from '@salesforce/apex/CreditController.openAmount';

export default class OpenAmount extends LightningElement {
    @api recordId;
    @wire(openAmount, { accountId: '$recordId' }) result;

    get amount() {
        return this.result?.data ?? 0;
    }
}
