trigger DeliveryTrigger on Delivery__e (after insert) {
    ShipmentService.note(Trigger.new);
}
